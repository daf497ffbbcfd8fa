//! Who is calling: networks, the client's own address behind proxies (R06), and how often it may call (R67).

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

/// Addresses kept by the rate limiter at most. One takes about 40 bytes.
const MAX_TRACKED: usize = 16_384;

/// A range of addresses, written `10.0.0.0/8`, `2001:db8::/32` or as one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `ip` lies in this range. IPv4 written as IPv6 counts as IPv4.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let shift = 32 - u32::from(self.prefix);
                own.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let shift = 128 - u32::from(self.prefix);
                own.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not an IP address or range like 10.0.0.0/8");
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) => prefix.trim().parse::<u8>().map_err(|_| wrong())?,
            None => longest,
        };
        if prefix > longest {
            return Err(wrong());
        }
        Ok(Self { address, prefix })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

/// The proxies whose word about the client is taken.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<Network>);

impl Proxies {
    /// Trusts exactly these networks.
    #[must_use]
    pub fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// Whether `ip` is one of the trusted proxies.
    #[must_use]
    pub fn trusts(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(ip))
    }

    /// The client's address: the peer, or, when the peer is a trusted proxy, the right-most
    /// address in `X-Forwarded-For` that is not a trusted proxy itself. What stands left of that
    /// was written by the client and proves nothing.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.to_canonical();
        if !self.trusts(nearest) {
            return nearest;
        }
        for line in headers.get_all("x-forwarded-for").iter().rev() {
            let Ok(line) = line.to_str() else {
                return nearest;
            };
            for hop in line.rsplit(',') {
                let Some(ip) = parse_hop(hop.trim()) else {
                    return nearest;
                };
                nearest = ip;
                if !self.trusts(nearest) {
                    return nearest;
                }
            }
        }
        nearest
    }

    /// Not counted by limits per client: this machine, and a proxy that speaks for itself.
    #[must_use]
    pub fn exempt(&self, client: IpAddr) -> bool {
        client.to_canonical().is_loopback() || self.trusts(client)
    }
}

/// One hop of `X-Forwarded-For`: an address, perhaps with a port.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let ip = if let Ok(ip) = hop.parse::<IpAddr>() {
        ip
    } else if let Ok(address) = hop.parse::<std::net::SocketAddr>() {
        address.ip()
    } else {
        let inner = hop.strip_prefix('[')?.strip_suffix(']')?;
        IpAddr::V6(inner.parse::<Ipv6Addr>().ok()?)
    };
    Some(ip.to_canonical())
}

/// What limits count as one client: an IPv4 address, or an IPv6 network of 64 bits, because one
/// household or attacker holds at least that many.
#[must_use]
pub fn client_key(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

/// So many calls a second, and so many at once after a quiet time.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Calls per second, sustained.
    pub per_second: u32,
    /// Calls at once.
    pub burst: u32,
}

/// Counts calls per client in memory, at most [`MAX_TRACKED`] clients of them.
///
/// For each client it keeps one moment: when the calls made so far would all have been paid for
/// at the sustained rate. Once that has passed, the client is as good as unknown and forgotten.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    cost: Duration,
    credit: Duration,
    paid_until: Mutex<Tracked>,
}

#[derive(Debug)]
struct Tracked {
    clients: HashMap<IpAddr, Instant>,
    swept: Instant,
}

impl RateLimiter {
    pub(crate) fn new(rate: Rate) -> Self {
        let cost = Duration::from_secs(1) / rate.per_second.max(1);
        Self {
            cost,
            credit: cost * rate.burst.max(1),
            paid_until: Mutex::new(Tracked { clients: HashMap::new(), swept: Instant::now() }),
        }
    }

    /// Counts one call and says whether it is allowed.
    pub(crate) fn allow(&self, client: IpAddr, now: Instant) -> bool {
        let key = client_key(client);
        let mut tracked = self.paid_until.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if tracked.clients.len() >= MAX_TRACKED && !tracked.clients.contains_key(&key) {
            if now.saturating_duration_since(tracked.swept) >= Duration::from_secs(1) {
                tracked.clients.retain(|_, paid_until| *paid_until > now);
                tracked.swept = now;
            }
            if tracked.clients.len() >= MAX_TRACKED {
                // More busy clients than can be told apart: the limit on requests in progress holds.
                return true;
            }
        }
        let paid_until = tracked.clients.entry(key).or_insert(now);
        let next = (*paid_until).max(now) + self.cost;
        if next.saturating_duration_since(now) > self.credit {
            return false;
        }
        *paid_until = next;
        true
    }

    #[cfg(test)]
    fn tracked(&self) -> usize {
        self.paid_until.lock().map_or(0, |tracked| tracked.clients.len())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn forwarded(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        headers
    }

    #[test]
    fn networks_hold_their_own_addresses() {
        let inside = [
            ("10.0.0.0/8", "10.255.1.2"),
            ("10.0.0.0/8", "::ffff:10.1.1.1"),
            ("192.168.1.7", "192.168.1.7"),
            ("0.0.0.0/0", "8.8.8.8"),
            ("2001:db8::/32", "2001:db8:1::1"),
            ("::/0", "2001::1"),
        ];
        for (network, address) in inside {
            let network: Network = network.parse().unwrap();
            assert!(network.contains(ip(address)), "{network} {address}");
        }
        let outside = [
            ("10.0.0.0/8", "11.0.0.1"),
            ("192.168.1.7", "192.168.1.8"),
            ("2001:db8::/32", "2001:db9::1"),
            ("::/0", "8.8.8.8"),
            ("0.0.0.0/0", "2001::1"),
        ];
        for (network, address) in outside {
            let network: Network = network.parse().unwrap();
            assert!(!network.contains(ip(address)), "{network} {address}");
        }
        for wrong in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/x", "example.org"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_from_the_right() {
        let proxies = Proxies::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let cases: [(&str, &[&str], &str); 11] = [
            ("203.0.113.9", &["1.1.1.1"], "203.0.113.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.7, 10.0.0.2"], "198.51.100.7"),
            ("10.0.0.1", &["1.1.1.1, nonsense, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("10.0.0.1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("10.0.0.1", &["[2001:db8::7]"], "2001:db8::7"),
            ("::ffff:10.0.0.1", &["::ffff:198.51.100.7"], "198.51.100.7"),
        ];
        for (peer, lines, client) in cases {
            assert_eq!(proxies.client(ip(peer), &forwarded(lines)), ip(client), "{peer} {lines:?}");
        }
    }

    #[test]
    fn loopback_is_no_proxy_unless_named() {
        let proxies = Proxies::default();
        let headers = forwarded(&["198.51.100.7"]);
        assert_eq!(proxies.client(ip("127.0.0.1"), &headers), ip("127.0.0.1"));
        assert!(proxies.exempt(ip("127.0.0.1")));
        assert!(proxies.exempt(ip("::1")));
        assert!(!proxies.exempt(ip("198.51.100.7")));
    }

    #[test]
    fn ten_thousand_forged_addresses_are_one_client() {
        let proxies = Proxies::new(vec!["10.0.0.1".parse().unwrap()]);
        let limiter = RateLimiter::new(Rate { per_second: 30, burst: 60 });
        let now = Instant::now();
        let mut allowed = 0;
        for n in 0..10_000_u32 {
            let forged = format!("1.2.{}.{}, 198.51.100.7", n >> 8, n & 255);
            let client = proxies.client(ip("10.0.0.1"), &forwarded(&[&forged]));
            allowed += u32::from(limiter.allow(client, now));
        }
        assert_eq!((allowed, limiter.tracked()), (60, 1));
    }

    #[test]
    fn a_burst_is_allowed_then_the_rate() {
        let limiter = RateLimiter::new(Rate { per_second: 10, burst: 5 });
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let count = |moment| (0..20).filter(|_| limiter.allow(ip("198.51.100.7"), moment)).count();
        assert_eq!(count(at(0)), 5);
        assert_eq!(count(at(100)), 1);
        assert_eq!(count(at(1_100)), 5);
        assert!(limiter.allow(ip("198.51.100.8"), at(1_100)));
    }

    #[test]
    fn memory_stays_bounded_and_quiet_clients_are_forgotten() {
        let limiter = RateLimiter::new(Rate { per_second: 30, burst: 60 });
        let start = Instant::now();
        for n in 0..50_000_u32 {
            assert!(limiter.allow(IpAddr::V4(n.into()), start));
        }
        assert_eq!(limiter.tracked(), MAX_TRACKED);
        assert!(limiter.allow(ip("203.0.113.1"), start + Duration::from_secs(5)));
        assert_eq!(limiter.tracked(), 1);
    }

    #[test]
    fn an_ipv6_household_is_one_client() {
        assert_eq!(client_key(ip("2001:db8::1")), client_key(ip("2001:db8::ffff:1")));
        assert_ne!(client_key(ip("2001:db8::1")), client_key(ip("2001:db8:0:1::1")));
        assert_eq!(client_key(ip("::ffff:1.2.3.4")), ip("1.2.3.4"));
    }
}
