//! Under which addresses other machines reach this one.

use if_addrs::{IfOperStatus, Interface};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// `https://host:port`, as codes and browsers write it.
pub(crate) fn url_of(address: SocketAddr) -> String {
    format!("https://{address}")
}

/// Addresses of this machine that others in its network may reach, the likeliest first.
///
/// Asked anew each time: a cable is pulled, a laptop changes its network. Empty when there is no network.
#[must_use]
pub fn lan() -> Vec<IpAddr> {
    ordered(if_addrs::get_if_addrs().unwrap_or_default(), outward())
}

fn ordered(interfaces: Vec<Interface>, outward: Option<IpAddr>) -> Vec<IpAddr> {
    let mut found: Vec<(u8, IpAddr)> = interfaces
        .into_iter()
        .filter(|one| {
            one.oper_status != IfOperStatus::Down && one.oper_status != IfOperStatus::NotPresent
        })
        .filter(|one| !one.is_loopback() && !one.is_link_local() && !one.ip().is_unspecified())
        .map(|one| (rank(&one, outward), one.ip()))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(_, ip)| ip).collect()
}

/// Networks inside this machine: containers and virtual machines, which no station can reach.
const INNER: &[&str] =
    &["docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet", "VirtualBox", "VMware"];

fn rank(one: &Interface, outward: Option<IpAddr>) -> u8 {
    if Some(one.ip()) == outward {
        return 0;
    }
    let inner = INNER.iter().any(|name| one.name.starts_with(name));
    match one.ip() {
        _ if inner => 3,
        IpAddr::V4(_) => 1,
        IpAddr::V6(_) => 2,
    }
}

/// The address of the interface towards the network, when there is a way out.
fn outward() -> Option<IpAddr> {
    // Nothing is sent: connecting a datagram socket only chooses the interface. The address is one for documents.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_loopback() && !ip.is_unspecified())
}

/// Where others reach a service that listens there: all its addresses, when it listens on all interfaces.
pub(crate) fn all_reachable(address: SocketAddr) -> Vec<SocketAddr> {
    if !address.ip().is_unspecified() {
        return vec![address];
    }
    let heard = |ip: &IpAddr| ip.is_ipv4() || address.is_ipv6();
    lan().into_iter().filter(heard).map(|ip| SocketAddr::new(ip, address.port())).collect()
}

/// Addresses to offer for a service that listens there, as codes write them; whether or not it runs.
#[must_use]
pub fn urls(listen: SocketAddr) -> Vec<String> {
    all_reachable(listen).into_iter().map(url_of).collect()
}

/// The likeliest of [`all_reachable`]; this machine alone when there is no network.
pub(crate) fn reachable(address: SocketAddr) -> SocketAddr {
    let alone = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port());
    all_reachable(address).first().copied().unwrap_or(alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use if_addrs::{IfAddr, Ifv4Addr};

    fn interface(name: &str, ip: [u8; 4], oper_status: IfOperStatus) -> Interface {
        let addr = Ifv4Addr {
            ip: ip.into(),
            netmask: Ipv4Addr::new(255, 255, 255, 0),
            prefixlen: 24,
            broadcast: None,
        };
        let more = interfaces_more();
        Interface { name: name.into(), addr: IfAddr::V4(addr), oper_status, ..more }
    }

    fn interfaces_more() -> Interface {
        if_addrs::get_if_addrs().unwrap().into_iter().next().expect("this machine has loopback")
    }

    #[test]
    fn the_way_out_comes_first_containers_last_and_what_nobody_reaches_not_at_all() {
        let all = vec![
            interface("docker0", [172, 17, 0, 1], IfOperStatus::Up),
            interface("eth1", [192, 168, 1, 7], IfOperStatus::Up),
            interface("lo", [127, 0, 0, 1], IfOperStatus::Up),
            interface("wlan0", [10, 3, 0, 9], IfOperStatus::Up),
            interface("eth2", [169, 254, 8, 8], IfOperStatus::Up),
            interface("eth3", [192, 168, 5, 5], IfOperStatus::Down),
        ];
        let out = IpAddr::from([192, 168, 1, 7]);
        let texts = |list: Vec<IpAddr>| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            texts(ordered(all.clone(), Some(out))),
            ["192.168.1.7", "10.3.0.9", "172.17.0.1"]
        );
        assert_eq!(texts(ordered(all, None)), ["10.3.0.9", "192.168.1.7", "172.17.0.1"]);
    }

    #[test]
    fn one_address_is_offered_as_it_is_and_with_its_port() {
        let one: SocketAddr = "192.168.8.1:8443".parse().unwrap();
        assert_eq!(all_reachable(one), [one]);
        assert_eq!(url_of(one), "https://192.168.8.1:8443");
        assert_eq!(url_of("[fd00::1]:8443".parse().unwrap()), "https://[fd00::1]:8443");
        let all = reachable("0.0.0.0:8443".parse().unwrap());
        assert!(all.port() == 8443 && !all.ip().is_unspecified());
    }
}
