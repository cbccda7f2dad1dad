#!/bin/sh
# 安装枫桥驿县级中心：程序、服务单元、专用用户、数据和密钥的目录。再运行一次就是升级；数据和密钥从不改动。
#
#   sudo sh install.sh [程序文件]        缺省为本脚本旁边的 fengqiao-hub
#   DESTDIR=/tmp/root sh install.sh …    只放文件到别的根目录下，不建用户、不动服务（打包和试装用）
set -eu
umask 022

here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/fengqiao-hub}
root=${DESTDIR:-}
stop() { printf '%s\n' "$1" >&2; exit 1; }

[ -f "$program" ] || stop "没有找到程序文件 $program。什么都没有改动。把它的位置写在后面再运行一次。"
for beside in fengqiao-hub.service prepare.sh; do
    [ -f "$here/$beside" ] || stop "没有找到 $here/$beside。什么都没有改动。"
done
. "$here/prepare.sh"
# 程序不能在本机运行（架构不同、系统太旧）时，旧的还在用着，不要换掉。
"$program" --version >/dev/null 2>&1 || stop "$program 在这台机器上运行不了（架构不同，或系统比它要的旧）。什么都没有改动。"
if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
    stop "要用管理员身份运行：sudo sh $0。什么都没有改动。"
fi

[ -n "$root" ] || add_user

install -d -m 755 "$root/usr/bin" "$root/etc/systemd/system"
# 先放到旁边再改名：正在运行的程序不能直接写，断电也不会留下半个。
install -m 755 "$program" "$root/usr/bin/.fengqiao-hub.new"
mv -f "$root/usr/bin/.fengqiao-hub.new" "$root/usr/bin/fengqiao-hub"
install -m 644 "$here/fengqiao-hub.service" "$root/etc/systemd/system/fengqiao-hub.service"

prepare

if [ -n "$root" ]; then
    printf '%s\n' "文件已放在 $root 下；没有建用户，没有动服务。"
    exit 0
fi
finish
