# 专用用户、数据和密钥的目录、服务读的设置。install.sh 和软件包的 postinst 共用；已有的数据、密钥、设置从不改动。
# 用法：先设 root（空，或别的根目录），再读入本文件，调 prepare。
user=fengqiao-hub
data=/var/lib/fengqiao-hub
keys=/etc/fengqiao-hub

add_user() {
    id "$user" >/dev/null 2>&1 && return 0
    shell=/usr/sbin/nologin
    [ -x "$shell" ] || shell=/sbin/nologin
    useradd --system --user-group --home-dir "$data" --no-create-home --shell "$shell" "$user"
}

prepare() {
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
    [ -n "$root" ] || chown "$user:$user" "$data" "$keys" "$keys/hub.env"
}

# 正在运行的换成新的；没有运行的，说接着做什么。
finish() {
    systemctl daemon-reload
    if systemctl is-active --quiet fengqiao-hub; then
        systemctl restart fengqiao-hub
        printf '%s\n' "已升级并重新启动。"
    else
        printf '%s\n' "已安装。接着："
        printf '%s\n' "  sudo -u $user fengqiao-hub --data $data --key $keys/hub.key init --name 某某县劳动争议调解中心 --url https://本机地址:8443"
        printf '%s\n' "  sudo systemctl enable --now fengqiao-hub"
    fi
}
