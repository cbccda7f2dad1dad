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
user=fengqiao-hub
data=/var/lib/fengqiao-hub
keys=/etc/fengqiao-hub

stop() { printf '%s\n' "$1" >&2; exit 1; }

[ -f "$program" ] || stop "没有找到程序文件 $program。什么都没有改动。把它的位置写在后面再运行一次。"
[ -f "$here/fengqiao-hub.service" ] || stop "没有找到 $here/fengqiao-hub.service。什么都没有改动。"
# 程序不能在本机运行（架构不同、系统太旧）时，旧的还在用着，不要换掉。
"$program" --version >/dev/null 2>&1 || stop "$program 在这台机器上运行不了（架构不同，或系统比它要的旧）。什么都没有改动。"
if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
    stop "要用管理员身份运行：sudo sh $0。什么都没有改动。"
fi

if [ -z "$root" ] && ! id "$user" >/dev/null 2>&1; then
    shell=/usr/sbin/nologin
    [ -x "$shell" ] || shell=/sbin/nologin
    useradd --system --user-group --home-dir "$data" --no-create-home --shell "$shell" "$user"
fi

install -d -m 755 "$root/usr/bin" "$root/etc/systemd/system"
# 先放到旁边再改名：正在运行的程序不能直接写，断电也不会留下半个。
install -m 755 "$program" "$root/usr/bin/.fengqiao-hub.new"
mv -f "$root/usr/bin/.fengqiao-hub.new" "$root/usr/bin/fengqiao-hub"
install -m 644 "$here/fengqiao-hub.service" "$root/etc/systemd/system/fengqiao-hub.service"

for dir in "$data" "$keys"; do
    [ -d "$root$dir" ] || install -d -m 700 "$root$dir"
done

# 新装的，密钥放在数据目录之外；以前装在数据目录里的，照旧。
if [ ! -e "$root$keys/hub.env" ]; then
    if [ -e "$root$data/hub.key" ]; then key=$data/hub.key; else key=$keys/hub.key; fi
    printf '%s\n' "# 服务读的设置。改了以后：systemctl restart fengqiao-hub" \
        "FENGQIAO_HUB_DATA=$data" "FENGQIAO_HUB_KEY=$key" "FENGQIAO_HUB_LISTEN=0.0.0.0:8443" \
        >"$root$keys/hub.env"
    chmod 600 "$root$keys/hub.env"
fi

if [ -n "$root" ]; then
    printf '%s\n' "文件已放在 $root 下；没有建用户，没有动服务。"
    exit 0
fi
chown "$user:$user" "$data" "$keys" "$keys/hub.env"
systemctl daemon-reload
if systemctl is-active --quiet fengqiao-hub; then
    systemctl restart fengqiao-hub
    printf '%s\n' "已升级并重新启动。"
else
    printf '%s\n' "已安装。接着："
    printf '%s\n' "  sudo -u $user fengqiao-hub --data $data --key $keys/hub.key init --name 某某县劳动争议调解中心 --url https://本机地址:8443"
    printf '%s\n' "  sudo systemctl enable --now fengqiao-hub"
fi
