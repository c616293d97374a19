#!/usr/bin/env bash
# The store's proof at full length: about half an hour. The test suite runs the same code with smaller numbers.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=.
python=${PYTHON:-python}

say() { printf '\n== %s\n' "$*"; }

say "Power cuts: a longer life, and every legal disk of it"
READINESS_PROOF_ROUNDS=12 READINESS_PROOF_DISKS=2000 "$python" -m pytest tests/store/test_store_power_loss.py -s -q

say "Every bit of the journal flipped, every byte cut and zeroed"
READINESS_PROOF_STEP=1 "$python" -m pytest tests/store/test_store_journal_damage.py -s -q

say "State machine"
READINESS_PROOF_EXAMPLES=1000 "$python" -m pytest tests/store/test_store_machine.py -q

say "Four processes, two of them killed"
READINESS_PROOF_CROWD=500 "$python" -m pytest tests/store/test_store_crowd.py -s -q

say "TinyDB's own tests on our storage and table"
"$python" scripts/tinydb_suite.py

if command -v strace >/dev/null; then
    say "SIGKILL, ENOSPC and EIO injected by the kernel at every mutating call"
    "$python" scripts/strace_faults.py
    say "The same for stock TinyDB: the control, which must fail"
    "$python" scripts/strace_faults.py --stock
fi
