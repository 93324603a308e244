#!/usr/bin/env bash
# Runs the suite on SQLite, then on PostgreSQL. Installs the system packages that the tests use where it may;
# says what is missing where it may not, and then those tests skip with their reason.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE

say() { printf '== %s\n' "$*"; }

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie || missing+=(tesseract-ocr tesseract-ocr-vie)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "System packages for the tests: ${missing[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
      >/dev/null 2>&1 || say "could not install them; the tests that need them will be skipped"
  else
    say "Missing: ${missing[*]}. Install them (apt-get install ${missing[*]}) to run every test; the others run now."
  fi
fi

scratch=
cleanup() {
  if [ -n "$scratch" ]; then
    runuser -u postgres -- "$pgbin/pg_ctl" -D "$scratch/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$scratch"
  fi
}
trap cleanup EXIT

answers() { .venv/bin/python -c "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()" "$1" 2>/dev/null; }

postgres=${CAICACH_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/postgres}
if ! answers "$postgres"; then
  pgbin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
  postgres=
  if [ -n "$pgbin" ] && [ "$(id -u)" = 0 ] && id postgres >/dev/null 2>&1; then
    say "Starting a PostgreSQL of the tests' own on 127.0.0.1:54329"
    scratch=$(mktemp -d) && chown postgres "$scratch"
    if runuser -u postgres -- "$pgbin/initdb" -D "$scratch/data" -A trust -U postgres >/dev/null 2>&1 &&
      runuser -u postgres -- "$pgbin/pg_ctl" -D "$scratch/data" -w -o "-p 54329 -k $scratch -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start >/dev/null 2>&1; then
      postgres=postgres://postgres@127.0.0.1:54329/postgres
    fi
  fi
fi

say "Tests on SQLite"
DATABASE_URL="sqlite:///" .venv/bin/pytest -q -n 2 --dist worksteal "$@"
if [ -n "$postgres" ]; then
  say "Tests on PostgreSQL"
  DATABASE_URL="$postgres" .venv/bin/pytest -q -n 2 --dist worksteal --on-database-only "$@"
else
  say "No PostgreSQL answers and none may be started here: the suite ran on SQLite only."
fi
