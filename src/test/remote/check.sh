#!/bin/bash
# Checks launchers with the real things on loopback: an sshd and a single-node Slurm, started here from the
# distribution's packages and ended again. Needs root on Debian or Ubuntu, and the compiled program:
#   mvn -Premote -DskipTests verify        or        src/test/remote/check.sh 'java … org.headlinebench.app.Main' [ssh]
# The first argument is how the program is called, the second may leave Slurm out; all that is written lies in a temporary
# folder.
set -euo pipefail
PROGRAM=${1:?how the program is called}
[ "$(id -u)" = 0 ] || { echo "this needs root: it starts an sshd and a Slurm"; exit 2; }
if ! command -v /usr/sbin/sshd >/dev/null || ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null; then
  apt-get install -y --no-install-recommends openssh-server openssh-client slurm-wlm munge >/dev/null
fi

BASE=$(mktemp -d /tmp/headline-bench-remote.XXXXXX)
export HEADLINE_BENCH_HOME=$BASE/here
PORT=${PORT:-42022}
STARTED=()
fail() { echo "FAILED: $*"; tail -5 "$BASE"/*.log 2>/dev/null || true; exit 1; }
end() {
  for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
  sleep 1
  for pid in "${STARTED[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$BASE"
}
trap end EXIT
hb() { $PROGRAM "$@"; }
ok() { echo "ok: $*"; }
# Processes of a program whose application folder is that one.
workers() { local p; for p in $(pgrep java || true); do grep -qz "HEADLINE_BENCH_HOME=$1" "/proc/$p/environ" 2>/dev/null && echo "$p"; done; true; }
gone() { for _ in $(seq 40); do [ -z "$(workers "$1")" ] && return 0; sleep 0.5; done; return 1; }

# How the program is called over there: with an application folder of its own, and a login that greets.
for where in ssh slurm; do
  mkdir -p "$BASE/$where"
  cat > "$BASE/$where/headline-bench" <<EOF
#!/bin/bash
export HEADLINE_BENCH_HOME=$BASE/$where/home
cd "$PWD"
exec $PROGRAM "\$@"
EOF
  chmod +x "$BASE/$where/headline-bench"
done

# sshd with a key of its own
mkdir -p /run/sshd "$BASE/keys"
chmod 700 "$BASE/keys"
ssh-keygen -q -t ed25519 -N '' -f "$BASE/keys/host"
ssh-keygen -q -t ed25519 -N '' -f "$BASE/keys/user"
cp "$BASE/keys/user.pub" "$BASE/keys/authorized"
chmod 755 "$BASE"
cat > "$BASE/sshd_config" <<EOF
Port $PORT
ListenAddress 127.0.0.1
HostKey $BASE/keys/host
AuthorizedKeysFile $BASE/keys/authorized
PasswordAuthentication yes
PermitRootLogin yes
StrictModes no
UsePAM no
PidFile $BASE/sshd.pid
Banner $BASE/banner
EOF
echo "Be welcome, and mind the step." > "$BASE/banner"
/usr/sbin/sshd -D -e -f "$BASE/sshd_config" 2> "$BASE/sshd.log" &
STARTED+=($!)
# The user's own configuration: host, port and identity are ssh's matter.
cat > "$BASE/ssh_config" <<EOF
Host gpu-box
  HostName 127.0.0.1
  Port $PORT
  User root
  IdentityFile $BASE/keys/user
  IdentitiesOnly yes
  UserKnownHostsFile $BASE/known
  StrictHostKeyChecking accept-new
Host no-key
  HostName 127.0.0.1
  Port $PORT
  User root
  IdentityFile none
  PubkeyAuthentication no
  UserKnownHostsFile $BASE/known
  StrictHostKeyChecking accept-new
EOF
sleep 1

hb launchers add gpu-box --program "$BASE/ssh/headline-bench" -- ssh -F "$BASE/ssh_config" gpu-box
hb launchers add no-key --program "$BASE/ssh/headline-bench" -- ssh -F "$BASE/ssh_config" no-key
hb launchers add wrong-program --program /no/such/headline-bench -- ssh -F "$BASE/ssh_config" gpu-box

check_place() { # launcher folder
  local name=$1 home=$BASE/$2/home out
  hb launchers check "$name" | tee "$BASE/check.log" | grep -q "^cpu " || fail "$name is not described"
  ok "$name: version, devices and bandwidth"

  hb run --on "$name" --model headline-draft --rows 1-3 --stack cache=dynamic --json "$BASE/$name.json" > "$BASE/run.log" 2>&1 || { cat "$BASE/run.log"; fail "run on $name"; }
  grep -q "\"launcher.name\" *: *\"$name\"" "$BASE/$name.json" || fail "the provenance does not name $name"
  [ -e "$BASE/here.json" ] || hb run --model headline-draft --rows 1-3 --stack cache=dynamic --json "$BASE/here.json" > /dev/null 2>&1
  for run in here "$name"; do grep -o '"tokenIds" *: *\[[^]]*\]' "$BASE/$run.json" > "$BASE/$run.ids"; done
  [ -s "$BASE/here.ids" ] && cmp -s "$BASE/here.ids" "$BASE/$name.ids" || fail "$name writes other tokens than this machine"
  gone "$home" || fail "processes are left behind $name"
  ok "$name: a run writes the same tokens as here, and nothing is left over there"

  # A broken connection: kill -9 of the launcher's process.
  hb run --on "$name" --model headline-draft --rows 1-5 --passes 2 --max-new-tokens 200 --stop none --stack cache=none > "$BASE/broken.log" 2>&1 &
  local parent=$!
  wait_samples "$BASE/broken.log" "$parent"
  local launcher; launcher=$(pgrep -f "^(ssh|srun) .*worker\$" | head -1)
  [ -n "$launcher" ] || fail "the launcher's process of $name is not found"
  kill -9 "$launcher"
  wait "$parent" && fail "a broken run says it was fine"
  grep -q "The connection through the launcher $name broke" "$BASE/broken.log" || { cat "$BASE/broken.log"; fail "no word of the broken connection"; }
  gone "$home" || fail "the worker behind $name outlives its connection: $(workers "$home")"
  local id; id=$(hb runs list | awk '/failed/ {print $1; exit}')
  [ -n "$id" ] || fail "the broken run is not kept as failed"
  hb runs export "$id" --to "$BASE/broken.json" > /dev/null
  [ "$(grep -o '"tokenIds"' "$BASE/broken.json" | wc -l)" -ge 1 ] || fail "the samples of the broken run are lost"
  ok "$name: a broken connection ends the run as failed, samples kept, worker gone"

  # Ctrl-C
  hb run --on "$name" --model headline-draft --rows 1-5 --passes 2 --max-new-tokens 200 --stop none --stack cache=none > "$BASE/cancel.log" 2>&1 &
  parent=$!
  wait_samples "$BASE/cancel.log" "$parent"
  # A job in the background ignores SIGINT; SIGTERM takes the same way through the program.
  kill -TERM "$(pgrep -P "$parent" java || echo "$parent")"
  wait "$parent" && fail "a cancelled run says it was fine"
  [ -n "$(hb runs list | awk '/cancelled/ {print $1; exit}')" ] || fail "the run is not kept as cancelled"
  gone "$home" || fail "the worker behind $name outlives cancelling"
  ok "$name: cancelling ends the worker over there"
}
wait_samples() { # log pid
  for _ in $(seq 240); do grep -q "headlines, the last" "$1" && return 0; kill -0 "$2" 2>/dev/null || { cat "$1"; fail "the run ended early"; }; sleep 0.5; done
  cat "$1"; fail "no sample came"
}

check_place gpu-box ssh
hb launchers check no-key > "$BASE/nokey.log" 2>&1 && fail "without a key it should be refused"
grep -q "Permission denied" "$BASE/nokey.log" || { cat "$BASE/nokey.log"; fail "the refusal does not say why"; }
ok "ssh without a key: refused at once, and nothing asks for a password"
hb launchers check wrong-program > "$BASE/wrong.log" 2>&1 && fail "a wrong program should be refused"
grep -q "is not found behind" "$BASE/wrong.log" || { cat "$BASE/wrong.log"; fail "the refusal does not say why"; }
ok "a wrong program is said with what to do"
# A model in no catalog over there is copied once.
cp -r src/test/resources/worker/tiny-model "$BASE/tiny"
hb run --on gpu-box --model "$BASE/tiny" --rows 1-2 --stack cache=dynamic > "$BASE/missing.log" 2>&1 && fail "the model cannot be there"
grep -q "launchers copy gpu-box" "$BASE/missing.log" || fail "no word of how to copy"
hb run --on gpu-box --copy-model --model "$BASE/tiny" --rows 1-2 --stack cache=dynamic > "$BASE/copied.log" 2>&1 || { cat "$BASE/copied.log"; fail "copying"; }
hb launchers copy gpu-box "$BASE/tiny" 2>&1 | grep -q already || fail "it is copied again"
ok "a model is copied once through ssh"

[ "${2:-}" = ssh ] && { echo "All is well (ssh alone)."; exit 0; }

# A Slurm of one node
HOST=$(hostname -s)
mkdir -p "$BASE/slurm/state" "$BASE/slurm/spool" "$BASE/munge"
chmod 700 "$BASE/munge"
dd if=/dev/urandom of="$BASE/munge/key" bs=128 count=1 2>/dev/null
chmod 600 "$BASE/munge/key"
chmod 755 "$BASE" "$BASE/munge"
MUNGE=$BASE/munge/socket
munged --force --foreground --key-file "$BASE/munge/key" --socket "$MUNGE" --pid-file "$BASE/munge/pid" --log-file "$BASE/munged.log" --seed-file "$BASE/munge/seed" 2> /dev/null &
STARTED+=($!)
sleep 1
cat > "$BASE/slurm/slurm.conf" <<EOF
ClusterName=loopback
SlurmctldHost=$HOST(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$MUNGE
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
ReturnToService=2
SlurmctldPort=46817
SlurmdPort=46818
SlurmctldPidFile=$BASE/slurm/slurmctld.pid
SlurmdPidFile=$BASE/slurm/slurmd.pid
SlurmdSpoolDir=$BASE/slurm/spool
StateSaveLocation=$BASE/slurm/state
SlurmctldLogFile=$BASE/slurmctld.log
SlurmdLogFile=$BASE/slurmd.log
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
NodeName=$HOST NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$HOST Default=YES MaxTime=INFINITE State=UP
EOF
export SLURM_CONF=$BASE/slurm/slurm.conf
slurmctld -D -f "$SLURM_CONF" > /dev/null 2>&1 &
STARTED+=($!)
slurmd -D -f "$SLURM_CONF" > /dev/null 2>&1 &
STARTED+=($!)
for _ in $(seq 40); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 0.5; done
sinfo -h -o %T | grep -q idle || fail "the Slurm node does not come up"

hb launchers add cluster --program "$BASE/slurm/headline-bench" -- srun --ntasks=1 --cpus-per-task="$(nproc)" --quiet
check_place cluster slurm
for _ in $(seq 20); do [ -z "$(squeue -h)" ] && break; sleep 0.5; done
[ -z "$(squeue -h)" ] || fail "jobs are left: $(squeue)"
ok "cluster: no job is left in the queue"

# Both at once: two launchers work on one experiment.
hb run --on gpu-box --on cluster --model headline-draft --rows 1-2 --stack cache=dynamic --json "$BASE/both.json" > "$BASE/both.log" 2>&1 || { cat "$BASE/both.log"; fail "two launchers at once"; }
[ "$(grep -o '"state" *: *"finished"' "$BASE/both.json" | wc -l)" = 2 ] || fail "not both runs are finished"
ok "two launchers worked on one experiment"
echo "All is well."
