package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.RopeScaling;

class SelectionTest {
    private static final ModelConfiguration MODEL = new ModelConfiguration(ModelFamily.LLAMA, 100, 48, 96, 6, 3, 1, 16,
            128, 1e-5, new RopeScaling.None(), 10000, true, false, OptionalInt.empty(), OptionalInt.empty(), List.of());

    @ParameterizedTest
    @CsvSource({"all,all,42", "0-3,mlp,12", "0-1+5,attention,12", "2,gate_proj+up_proj,2", "all,self_attn.*,24",
        "all,*_proj,42", "all,model.layers.4.mlp.down_proj,1", "all,mlp.d*,6"})
    void layersAndNamesTogetherSelectModules(String layers, String modules, int count) {
        assertThat(new Selection(layers, modules).of(MODEL)).hasSize(count)
                .allSatisfy(module -> assertThat(MODEL.linearModules()).contains(module));
    }

    @ParameterizedTest
    @CsvSource({"all,all,36", "0-3,mlp,8", "all,attention,24", "2,fc1+fc2,2", "all,self_attn.out_proj,6"})
    void theyAreNamedAsTheFamilyNamesThem(String layers, String modules, int count) {
        var opt = new ModelConfiguration(ModelFamily.OPT, 100, 48, 96, 6, 3, 3, 16, 128, 1e-5, new RopeScaling.None(),
                10000, true, true, OptionalInt.empty(), OptionalInt.empty(), List.of());
        assertThat(new Selection(layers, modules).of(opt)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"0-6,all,no layer 6,0 to 5", "all,gate_prj,no linear module 'gate_prj',gate_proj",
        "3,model.layers.4.mlp.down_proj,no module in common,selected", "3-1,all,names no layers,0-3+7",
        "x,all,names no layers,0-3+7", "all,mlp+,names no modules,gate_proj+up_proj",
        "all,lm_head,no linear module 'lm_head',down_proj"})
    void anUnknownNameOrAnEmptySelectionIsRefused(String layers, String modules, String reason, String remedy) {
        assertThatThrownBy(() -> new Selection(layers, modules).of(MODEL)).isInstanceOfSatisfying(UserError.class,
                e -> {
                    assertThat(e).hasMessageContaining(reason);
                    assertThat(e.remedy()).contains(remedy);
                });
    }
}
