package org.headlinebench.ui.shell;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.chart.ChartPainter;
import org.headlinebench.ui.chart.PinsModel;
import org.headlinebench.ui.chart.ProfilesModel;
import org.headlinebench.ui.compare.CompareModel;
import org.headlinebench.ui.editor.EditorModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.history.HistoryModel;
import org.headlinebench.ui.history.SendModel;
import org.headlinebench.ui.models.ModelsModel;
import org.headlinebench.ui.page.Navigation;
import org.headlinebench.ui.queue.QueueModel;
import org.headlinebench.ui.report.ReportModel;
import org.headlinebench.ui.runs.WorkerLog;
import org.headlinebench.ui.system.SystemModel;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.theme.ThemeModel;
import org.headlinebench.ui.trial.TrialModel;

/** The view-models that the window's pages show. */
public record WindowModel(SetupModel setup, ExperimentModel experiment, QueueModel queue, HistoryModel history,
        SendModel send, Jobs jobs,
        CompareModel compare, ReportModel report, TrialModel trial, EditorModel editor, ModelsModel models,
        SystemModel system,
        WorkerLog log, PinsModel pins, ProfilesModel profiles, ChartPainter painter,
        ThemeModel theme,
        Navigation navigation, FileDialogs dialogs) {}
