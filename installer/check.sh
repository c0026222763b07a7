#!/bin/sh
# Installs the .deb in a clean Debian root without Java and lets it work there, without a display and with one; removes it and
# looks for what it left. Needs root, debootstrap and the network, whose mirror is the one that this machine's apt uses:
#   installer/check.sh target/installer/headline-bench_*.deb [ROOT]
# A ROOT that is named is made where it is missing, and kept.
set -eu
package=$(readlink -f "$1")
# What is measured in there cannot be told apart from what else runs here: one check at a time.
work=$(mktemp -d /var/tmp/headline-bench-check.XXXXXX)
root=${2:-$work/root}
started=$(date +%s)
# Whatever still works in the root, and nothing else.
end_all() {
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/root" 2>/dev/null)" != "$(readlink -f "$root")" ] || kill "$1" "${process#/proc/}" 2>/dev/null || true
  done
}
cleanup() {
  end_all -KILL
  mountpoint -q "$root/proc" && umount -l "$root/proc" || true
  # Never through a mount that would not go.
  mountpoint -q "$root/proc" || rm -rf "$work"
}
trap cleanup EXIT
say() { echo "[$(($(date +%s) - started)) s] $*"; }
fail() { echo "FAILED: $1" >&2; exit 1; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
# All files but those that the system keeps of any package ever installed.
listing() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt \) -prune -o -print | sort); }
finished() { inside headline-bench runs list 2>/dev/null | grep -c ' finished ' || true; }
store=$root/root/.local/share/headline-bench/runs.sqlite

install_package() {
  cp "$package" "$root/tmp/package.deb"
  inside dpkg -i /tmp/package.deb > "$work/dpkg" 2>&1 || { cat "$work/dpkg"; fail "the package does not install"; }
}

# Removes the package; what the user measured must stay, and nothing else.
remove_package() {
  inside dpkg -r headline-bench > "$work/dpkg" 2>&1 || { cat "$work/dpkg"; fail "the package cannot be removed"; }
  [ -s "$store" ] || fail "removing took the user's runs along"
  rm -rf "$root/root/.local" "$root/root/.java" "$root/root/.cache" "$root/root/.openjfx" "$root/root/chosen.hbruns"
  listing > "$work/after"
  diff "$work/before" "$work/after" || fail "something was left behind"
}

# Only of the root's own release: apt may know others.
if [ ! -e "$root/etc/debian_version" ]; then
  # shellcheck disable=SC2046
  set -- $(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | grep -v security | sort -u | head -1)
  [ $# -eq 2 ] || fail "apt knows no mirror here: run apt-get update"
  debootstrap --variant=minbase "$2" "$root" "$1" > "$work/debootstrap" 2>&1 || { tail -5 "$work/debootstrap"; fail "no Debian root"; }
  say "a root of $2"
fi
# Threads and memory are read from there.
mkdir -p "$root/proc"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc" 2>/dev/null || mount --bind /proc "$root/proc"
! inside sh -c 'command -v java' >/dev/null || fail "the root has a Java of its own"

say "--- without a display"
listing > "$work/before"
install_package
size=$(du -sm "$root/opt/headline-bench" | cut -f1)
say "installed: $size MB of a package of $(du -m "$package" | cut -f1) MB"
[ "$size" -lt 400 ] || fail "the application has $size MB"
[ "$(inside headline-bench --version | cut -d' ' -f1)" = headline-bench ] || fail "the command does not start"
desktop=$(find "$root/opt/headline-bench" -name 'headline-bench*.desktop')
[ -n "$desktop" ] || fail "there is no desktop entry"
grep -E '^(Exec|Icon|MimeType)=' "$desktop"
grep -q '^Exec=.*%f' "$desktop" || fail "the desktop entry hands no file over"
icon=$(sed -n 's/^Icon=//p' "$desktop")
[ -s "$root$icon" ] || fail "there is no icon"
grep -q 'pattern="\*.hbruns"' "$root"/opt/headline-bench/lib/*MimeInfo.xml || fail "run stores are not associated"
# Without a display the program itself turns to the terminal.
inside headline-bench > "$work/run" 2>&1 || { cat "$work/run"; fail "the default experiment failed"; }
grep -q "default experiment" "$work/run" || { cat "$work/run"; fail "it said nothing of the default experiment"; }
[ "$(finished)" -eq 6 ] || { inside headline-bench runs list; fail "the default experiment has not six finished runs"; }
say "the default experiment ran in the terminal"
inside headline-bench runs export --to /root/chosen.hbruns
cp "$root/root/chosen.hbruns" "$work/"
remove_package
say "removed"

say "--- with a display"
# What the package recommends, and a screen with somebody who types.
inside apt-get -qq update > "$work/apt" 2>&1 && inside apt-get -qq install -y --no-install-recommends xvfb xdotool fonts-dejavu-core \
  $(dpkg-deb -f "$package" Recommends | tr -d ,) > "$work/apt" 2>&1 || { tail -5 "$work/apt"; fail "no desktop"; }
! inside sh -c 'command -v java' >/dev/null || fail "the desktop brought a Java along"
# A menu, as desktops have it.
mkdir -p "$root/usr/share/desktop-directories" "$root/usr/share/applications" "$root/usr/share/mime/packages" "$root/dev/shm"
say "a desktop"
screen=:97
inside Xvfb $screen -screen 0 1400x900x24 -nolisten tcp > "$work/screen" 2>&1 &
listing > "$work/before"
install_package
inside sh -c 'ls /usr/share/applications /usr/share/mime/packages | grep -i headline' || fail "the menu has no entry"
# As a desktop does with a file that is opened.
cp "$work/chosen.hbruns" "$root/root/"
inside DISPLAY=$screen headline-bench /root/chosen.hbruns > "$work/window" 2>&1 &
window=$!
shown() { inside DISPLAY=$screen xdotool search --name '^Headline Bench$' 2>/dev/null | head -1; }
until id=$(shown) && [ -n "$id" ]; do
  kill -0 $window 2>/dev/null || { cat "$work/window"; fail "the window does not open"; }
  sleep 1
done
say "the window is open"
tries=0
until [ "$(finished)" -eq 6 ]; do
  tries=$((tries + 1)); [ $tries -lt 60 ] || fail "the file that was opened is not in the window's store"
  sleep 1
done
say "the run store that it was opened with is imported"
# Ctrl+1 shows the page where experiments are run, Ctrl+R runs the one that is set up.
inside DISPLAY=$screen xdotool windowfocus "$id" key ctrl+1
sleep 2
inside DISPLAY=$screen xdotool windowfocus "$id" key ctrl+r
tries=0
until [ "$(finished)" -gt 6 ] && ! inside headline-bench runs list | grep -qE ' (queued|preparing|warming_up|measuring) '; do
  tries=$((tries + 1)); [ $tries -lt 100 ] || { inside headline-bench runs list; cat "$work/window"; fail "nothing ran in the window"; }
  sleep 3
done
inside headline-bench runs list
! inside headline-bench runs list | grep -qE ' (failed|cancelled) ' || fail "a run failed in the window"
say "an experiment ran in the window"
end_all -TERM
wait $window 2>/dev/null || true
remove_package
say "installed, run, removed without a trace"
