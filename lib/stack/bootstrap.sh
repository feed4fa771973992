#!/bin/sh
# Installs what the TypeScript of lib/stack needs on a bare machine, then runs it. Plain sh, because before the first
# `npm ci` there is nothing else.
set -eu
cd "$(dirname "$0")/../.."

verb=${1:-up}
[ $# -gt 0 ] && shift

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# --- Debian packages -------------------------------------------------------------------------------------------------

packages="postgresql openssl dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-submissiond dovecot-sieve
dovecot-managesieved dovecot-pgsql"
root=false
[ "$(id -u)" = 0 ] && root=true
if $root; then packages="$packages postfix postfix-pgsql rspamd"; fi
case $verb in test | e2e | integration | faults)
  packages="$packages curl fetchmail swaks"
  # Takes two thirds of the time of the full browser, with the same results.
  [ -x /usr/bin/chromium ] || packages="$packages chromium-headless-shell"
  ;;
esac

missing_packages() {
  for package in $packages; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

# Installs packages without starting their services, and restores the policy file afterwards.
install_packages() {
  policy=/usr/sbin/policy-rc.d
  had_policy=false
  clusters=$(ls -d /etc/postgresql/*/main 2>/dev/null || true)
  restore() {
    rm -f "$policy"
    if $had_policy; then mv -f "$policy.milepost-kept" "$policy"; fi
  }
  if [ -e "$policy" ]; then
    had_policy=true
    mv -f "$policy" "$policy.milepost-kept"
  fi
  trap 'restore; exit 1' INT TERM HUP
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  log=$(mktemp)
  apt_install() {
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends \
      -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=300 $* >"$log" 2>&1 </dev/null
  }
  done=true
  if ! apt_install "$@"; then
    # The package lists of a new machine are empty or old.
    apt-get update -q >>"$log" 2>&1 </dev/null || true
    apt_install "$@" || done=false
  fi
  restore
  trap - INT TERM HUP
  if ! $done; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "
These packages are missing and could not be installed: $*"
  fi
  rm -f "$log"
  # Removes the services that the packages installed: a cluster that Debian has just created, and services that would
  # start at the next boot.
  for cluster in /etc/postgresql/*/main; do
    [ -d "$cluster" ] || continue
    case " $clusters " in
      *"$cluster"*) ;;
      *)
        version=$(basename "$(dirname "$cluster")")
        [ -e "/var/lib/postgresql/$version/main/postmaster.pid" ] || pg_dropcluster "$version" main >/dev/null 2>&1 || true
        ;;
    esac
  done
  if [ -d /run/systemd/system ]; then
    for package in "$@"; do
      case $package in
        postgresql) systemctl disable -q postgresql 2>/dev/null || true ;;
        dovecot-core) systemctl disable -q dovecot.service dovecot.socket 2>/dev/null || true ;;
        rspamd) systemctl disable -q rspamd 2>/dev/null || true ;;
        postfix) systemctl disable -q postfix 2>/dev/null || true ;;
      esac
    done
  fi
}

need_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    # Not Debian: check for the programs themselves.
    lacking=
    for program in dovecot openssl; do
      PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null 2>&1 || lacking="$lacking $program"
    done
    [ -z "$lacking" ] || fail "These programs are missing:$lacking. Packages can be installed only on Debian; install them by hand."
    return 0
  fi
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  if ! $root; then
    fail "These packages are missing: $missing
Only root can install them:  apt-get install $missing"
  fi
  echo "Installing $missing"
  # shellcheck disable=SC2086
  install_packages $missing
}

# --- npm packages ----------------------------------------------------------------------------------------------------

need_modules() {
  command -v npm >/dev/null 2>&1 || fail "npm is missing. Install Node.js 20 or newer."
  want=$(sha256sum package-lock.json | cut -d' ' -f1)
  [ "$(cat node_modules/.milepost-lock 2>/dev/null || true)" = "$want" ] && return 0
  echo "Installing npm packages"
  # Prisma would download an engine that is not needed here.
  export PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
  log=$(mktemp)
  # If the registry lacks the optional packages of other systems, `npm ci` reports an incomplete lockfile.
  # `npm install` skips these packages and installs the same versions.
  if ! npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error >"$log" 2>&1 &&
    ! npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error >>"$log" 2>&1; then
    tail -n 25 "$log" >&2
    rm -f "$log"
    fail "
npm could not install the packages that package-lock.json names."
  fi
  rm -f "$log"
  printf '%s\n' "$want" >node_modules/.milepost-lock
}

need_client() {
  want=$(cat package-lock.json .config/prisma.ts prisma/schema/*.prisma | sha256sum | cut -d' ' -f1)
  [ "$(cat lib/db/generated/.milepost-schema 2>/dev/null || true)" = "$want" ] && return 0
  if ! out=$(PRISMA_SCHEMA_ENGINE_BINARY=/bin/true node_modules/.bin/prisma generate --config .config/prisma.ts 2>&1); then
    fail "$out"
  fi
  printf '%s\n' "$want" >lib/db/generated/.milepost-schema
}

case $verb in
  down | status | audit | staff)
    # Nothing is installed in order to stop something, or to look at it.
    [ -x node_modules/.bin/node ] || fail "Nothing has been started from this checkout."
    ;;
  up | agent | test | check | e2e | integration | faults | attack)
    if [ "$verb" != check ]; then need_packages; fi
    # Two starts must not install at the same time.
    exec 9<package-lock.json
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    need_modules
    PATH="$PWD/node_modules/.bin:$PATH"
    need_client
    exec 9<&-
    ;;
  *) fail "Unknown verb $verb: up, down, status, audit, staff, agent, test, check, e2e, integration, faults or attack." ;;
esac

PATH="$PWD/node_modules/.bin:$PATH:/usr/sbin:/sbin"
export PATH
# The cache of compiled sources would be in /tmp, where another user could have laid it before us.
export TSX_DISABLE_CACHE=1
case $verb in
  agent) file=lib/agent/main.ts ;;
  e2e | integration)
    set -- "$verb" "$@"
    file=lib/testing/warm.ts
    ;;
  test | check | faults | attack) file=lib/testing/$verb.ts ;;
  *) file=lib/stack/$verb.ts ;;
esac
# Always with exec: a signal that npm forwards must reach the program itself.
exec node --conditions=react-server --import tsx "$file" "$@"
