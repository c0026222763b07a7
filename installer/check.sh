#!/bin/sh
# Installs the .deb in a clean Debian root without Java, runs the default experiment there, removes the package and looks for
# what it left. Needs root, debootstrap and the network: installer/check.sh target/installer/headline-bench_*.deb [ROOT]
set -eu
package=$(readlink -f "$1")
root=${2:-}
if [ -z "$root" ]; then
  root=$(mktemp -d /var/tmp/headline-bench-root.XXXXXX)
  trap 'rm -rf "$root"' EXIT
  debootstrap --variant=minbase bookworm "$root" >/dev/null
fi
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
listing() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt \) -prune -o -print | sort); }
fail() { echo "FAILED: $1" >&2; exit 1; }

# Threads and memory are read from there.
mkdir -p "$root/proc"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc" 2>/dev/null || mount --bind /proc "$root/proc" 2>/dev/null || echo "note: no /proc in the root"
! inside sh -c 'command -v java' >/dev/null || fail "the root has a Java of its own"
listing > /tmp/before.$$
cp "$package" "$root/tmp/package.deb"
inside dpkg -i /tmp/package.deb || fail "the package does not install"
size=$(du -sm "$root/opt/headline-bench" | cut -f1)
echo "installed: $size MB"
[ "$size" -lt 400 ] || fail "the application has $size MB"
[ "$(inside headline-bench --version | cut -d' ' -f1)" = headline-bench ] || fail "the command does not start"
for file in $(cd "$root/opt/headline-bench" && find . -name '*.desktop' -o -name '*.png' -o -name '*MimeInfo.xml'); do echo "has $file"; done
[ -n "$(find "$root/opt/headline-bench" -name '*.desktop')" ] || fail "there is no desktop entry"
[ -n "$(find "$root/opt/headline-bench" -name '*MimeInfo.xml')" ] || fail "run stores are not associated"
# Without a display the program itself turns to the terminal.
inside headline-bench > /tmp/run.$$ 2>&1 || { cat /tmp/run.$$; fail "the default experiment failed"; }
grep -q "default experiment" /tmp/run.$$ || fail "it said nothing of the default experiment"
inside headline-bench runs list | head -3
[ -s "$root/root/.local/share/headline-bench/runs.sqlite" ] || fail "there is no run store"
inside dpkg -r headline-bench
[ -s "$root/root/.local/share/headline-bench/runs.sqlite" ] || fail "removing took the user's runs along"
rm -rf "$root/root/.local" "$root/root/.java" "$root/root/.cache"
listing > /tmp/after.$$
diff /tmp/before.$$ /tmp/after.$$ || fail "something was left behind"
umount "$root/proc" 2>/dev/null || true
rm -f /tmp/before.$$ /tmp/after.$$ /tmp/run.$$ "$root/tmp/package.deb"
echo "installed, run, removed without a trace"
