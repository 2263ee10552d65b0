"""What is particular to one vendor's systems, as data.

A source is a place and, behind " ~ ", a pattern whose groups are taken: "descr" is sysDescr,
"chassis.descr" and the like are of the device's first entity, "windows.client" and
"windows.server" name a release by its build, anything else is a name below enterprises
(1.3.6.1.4.1), ".*" at its end meaning the first row.
"""

from __future__ import annotations

from dataclasses import dataclass

Source = str


@dataclass(frozen=True, slots=True)
class System:
    """A row fits by `ids` (prefixes of sysObjectID below enterprises) and `descr` (a pattern), both
    where both are given; `marker` must have answered too. The first row that fits wins."""

    vendor: str = ""
    category: str = ""
    ids: tuple[str, ...] = ()
    descr: str = ""
    marker: str = ""
    model: tuple[Source, ...] = ()
    serial: tuple[Source, ...] = ()
    version: tuple[Source, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """Dotted names this row needs."""
        sources = (*self.model, *self.serial, *self.version)
        places = [source.partition(" ~ ")[0] for source in sources] + [self.marker]
        return tuple(f"1.3.6.1.4.1.{place}" for place in places if place[:1].isdigit())


WINDOWS_BUILD = r"Windows Version ([\d.]+) \(Build (\d+)"
WINDOWS: dict[str, dict[str, str]] = {
    "windows.client": {
        "7601": "7 SP1", "9200": "8", "9600": "8.1", "10240": "10 1507", "14393": "10 1607",
        "17763": "10 1809", "18363": "10 1909", "19041": "10 2004", "19042": "10 20H2",
        "19043": "10 21H1", "19044": "10 21H2", "19045": "10 22H2",
        "22000": "11 21H2", "22621": "11 22H2", "22631": "11 23H2", "26100": "11 24H2",
        "26200": "11 25H2",
    },
    "windows.server": {
        "3790": "Server 2003", "6001": "Server 2008", "6002": "Server 2008 SP2", "6003": "Server 2008 SP2",
        "7600": "Server 2008 R2", "7601": "Server 2008 R2 SP1", "9200": "Server 2012",
        "9600": "Server 2012 R2", "14393": "Server 2016", "17763": "Server 2019",
        "20348": "Server 2022", "26100": "Server 2025",
    },
}  # fmt: skip
"""Releases by build number, which sysDescr tells while its version stayed at 6.3."""

_LINUX = ("8072.3.2.10", "2021.250.10")

SYSTEMS: tuple[System, ...] = (
    # power
    System("APC", "pdu", ("318.1.3.4",),
           model=("318.1.1.12.1.5.0", "318.1.1.4.1.4.0", r"descr ~ MN: ?(\S+)"),
           serial=("318.1.1.12.1.6.0", "318.1.1.4.1.5.0", r"descr ~ SN: ?(\S+)"),
           version=(r"descr ~ PF: ?(v[\d.]+)",)),
    System("APC", "ups", ("318",), model=("318.1.1.1.1.1.1.0", r"descr ~ MN: ?(\S+)"),
           serial=("318.1.1.1.1.2.3.0",), version=(r"descr ~ PF: ?(v[\d.]+)", "318.1.1.1.1.2.1.0")),
    System("Eaton", "ups", ("705",), serial=("705.1.1.7.0",), version=("705.1.1.4.0",)),
    System("Eaton", "ups", ("534.1",), model=("534.1.1.2.0",), serial=("534.1.1.6.0",),
           version=("534.1.1.3.0",)),
    System("Eaton", "pdu", ("534.6",), model=("534.6.6.7.1.2.1.2.0",), serial=("534.6.6.7.1.2.1.4.0",),
           version=("534.6.6.7.1.2.1.5.0",)),
    System("CyberPower", "pdu", ("3808.1.1.3",), marker="3808.1.1.3.1.1.0", model=("3808.1.1.3.1.5.0",),
           serial=("3808.1.1.3.1.6.0",), version=("3808.1.1.3.1.3.0",)),
    System("CyberPower", "ups", ("3808",), model=("3808.1.1.1.1.1.1.0",), serial=("3808.1.1.1.1.2.3.0",),
           version=("3808.1.1.1.1.2.1.0",)),
    System("Raritan", "pdu", ("13742",), model=("13742.6.3.2.1.1.3.1",), serial=("13742.6.3.2.1.1.4.1",),
           version=("13742.6.3.2.3.1.6.1.1.1",)),
    System("Riello", "ups", ("5491",)), System("Socomec", "ups", ("4555",)),
    System("Vertiv", "ups", ("476",)), System("Tripp Lite", "ups", ("850",)),
    # printers
    System("Brother", "printer", ("2435",),
           model=("2435.2.3.9.1.1.7.0 ~ MDL:([^;]+?)(?: series)?;",), serial=("2435.2.3.9.4.2.1.5.5.1.0",),
           version=(r"2435.2.4.3.1240.6.5.0 ~ Ver\.? ?([\w.]+)", r"descr ~ Ver\.? ?([\w.]+)")),
    System("HP", "printer", ("11.2.3.9",),
           model=(r"descr ~ PID:(.+)$", "11.2.3.9.1.1.7.0 ~ MDL:([^;]+)", "11.2.3.9.4.2.1.1.3.2.0"),
           serial=("11.2.3.9.4.2.1.1.3.3.0", r"descr ~ SN:([^,]+)", "11.2.3.9.1.1.7.0 ~ SN:([^;]+)"),
           version=("11.2.3.9.4.2.1.1.3.6.0", "11.2.3.9.4.2.1.1.3.5.0", r"descr ~ FN:([^,]+)")),
    System("Canon", "printer", ("1602",), model=("1602.1.1.1.1.0",), version=("1602.1.1.1.4.0",)),
    System("UTAX", "printer", ("1347",), "UTAX", model=("1347.43.5.1.1.1.1",),
           serial=("1347.43.5.1.1.28.1",),
           version=("1347.43.5.4.1.5.1.1",)),
    System("Kyocera", "printer", ("1347",), model=("1347.43.5.1.1.1.1",), serial=("1347.43.5.1.1.28.1",),
           version=("1347.43.5.4.1.5.1.1",)),
    System("Konica Minolta", "printer", ("18334",),
           model=("18334.1.1.1.1.6.2.1.0", r"descr ~ (bizhub \S+)"), version=("18334.1.1.1.1.6.1.0",)),
    System("Lexmark", "printer", ("641",), model=("641.2.1.2.1.2.1", r"descr ~ (Lexmark \S+)"),
           serial=("641.2.1.2.1.6.1",), version=("641.2.1.2.1.4.1", r"descr ~ version (\S+)")),
    System("Ricoh", "printer", ("367",),
           model=(r"descr ~ RICOH (.+?) [\d.]+ /", "367.3.2.1.1.1.1.0"),
           serial=("367.3.2.1.2.1.4.0",), version=("367.3.2.1.1.1.2.0", r"descr ~ ([\d.]+) /")),
    System("Samsung", "printer", ("236",), model=("236.11.5.1.1.1.1.0",), serial=("236.11.5.1.1.1.4.0",),
           version=("236.11.5.1.1.1.2.0",)),
    System("Xerox", "printer", ("253",), model=(r"descr ~ Xerox (.+?)[;,]",),
           serial=("253.8.53.3.2.1.3.1",), version=(r"descr ~ (?:System|ESS)[ \w]*?([\d.]{5,})",)),
    System("Epson", "printer", ("1248",)), System("OKI", "printer", ("2001",)),
    System("Sharp", "printer", ("2385",)), System("Toshiba", "printer", ("1129",)),
    System("Zebra", "printer", ("10642",)),
    # networks
    System("Cisco", "wifi", ("9.6.1.37", "9.1.1069", "9.1.1615", "9.1.2170", "9.1.2171", "9.1.2250",
           "14179")),
    System("Cisco", "wifi", ("9",), r"wireless|Cisco Controller|aironet|\bAP\d"),
    System("Cisco", "switch", ("9.6.1",), model=(r"descr ~ ^((?:CBS|S[FGX]|SLM|SRW|C1)\S+)",),
           serial=("9.6.1.101.53.14.1.5.1",), version=("9.6.1.101.53.14.1.2.1", "9.6.1.101.2.4.0")),
    System("Cisco", "firewall", ("9",), "Adaptive Security Appliance|Firepower|PIX",
           version=(r"descr ~ Version ([^\s,]+)",)),
    System("Cisco", "switch", ("9",), r"C\d{4}\w*[ -]|catalyst|NX-OS|Nexus|CAT\dK|L3 Switch|LANBASE",
           serial=(), version=(r"descr ~ Version ([^\s,]+)",)),
    System("Cisco", "router", ("9",), serial=("9.3.6.3.0",), version=(r"descr ~ Version ([^\s,]+)",)),
    System("Juniper", "firewall", ("2636",), r"\bsrx|netscreen|ssg", model=(r"descr ~ Inc\. (\S+)",),
           serial=("2636.3.1.3.0",), version=(r"descr ~ JUNOS ([^\s,\]]+)",)),
    System("Juniper", "switch", ("2636",), r"\b(?:ex|qfx)\d", model=(r"descr ~ Inc\. (\S+)",),
           serial=("2636.3.1.3.0",), version=(r"descr ~ JUNOS ([^\s,\]]+)",)),
    System("Juniper", "router", ("2636",), model=(r"descr ~ Inc\. (\S+)",),
           serial=("2636.3.1.3.0",), version=(r"descr ~ JUNOS ([^\s,\]]+)",)),
    System("Aruba", "switch", ("47196",), model=("descr ~ ^Aruba (.+?) [A-Z]{2}\\.[\\d.]+$",),
           version=(r"descr ~ ([A-Z]{2}\.[\d.]+\w*)",)),
    System("Aruba", "wifi", ("14823",), model=(r"descr ~ MODEL: ([^),]+)",),
           serial=("14823.2.3.3.1.2.1.1.4.*", "14823.2.2.1.2.1.15.0"),
           version=(r"descr ~ Version ([\w.\-]+)",)),
    System("HP", "switch", ("11.2.3.7",), model=(r"chassis.descr ~ ^HP \w+ Switch (\d\w+)$",
                                           r"descr ~ ^(?:HP|Aruba|ProCurve|Hewlett\S*)?,? ?(?:\w+ )?"
                                                 r"((?:J\w+|Switch|Stack|\d)[^,]*?),",),
           serial=("11.2.36.1.1.2.9.0",), version=(r"descr ~ revision ([\w.]+)",)),
    System("H3C", "switch", ("25506",), version=(r"descr ~ Version ([\w.]+,? ?(?:Release \w+)?)",)),
    System("Huawei", "switch", ("2011",), version=(r"descr ~ Version ([\w.]+)",)),
    System("D-Link", "switch", ("171",), model=(r"descr ~ (?:D-Link )?((?:DGS|DES|DXS|DAP|DWS)-\S+)",),
           serial=("171.12.1.1.12.0",)),
    System("Ubiquiti", "switch", ("4413",), r"^(?:US|USW|ES)-", model=(r"descr ~ ^([^,]+),",),
           serial=("4413.1.1.1.1.1.4.0",), version=(r"descr ~ ^[^,]+, ([\w.\-]+)",)),
    System("Ubiquiti", "switch", ("4413",), "EdgeSwitch|UBNT|Ubiquiti", model=(r"descr ~ ^([^,]+),",),
           serial=("4413.1.1.1.1.1.4.0",), version=(r"descr ~ ^[^,]+, ([\w.\-]+)",)),
    System("Netgear", "switch", ("4526",), model=(r"descr ~ ^((?:GS|FS|XS|M|GSM|XSM|JGS)\w*\d\S*)",
                                                   "4526.10.1.1.1.3.0"),
           serial=("4526.10.1.1.1.4.0", "4526.11.1.1.1.4.0"),
           version=("4526.10.1.1.1.13.0", r"descr ~ , ([\d.]+),")),
    System("TP-Link", "switch", ("11863",), model=("11863.6.1.1.5.0 ~ ^(\\S+)",),
           serial=("11863.6.1.1.8.0",),
           version=("11863.6.1.1.6.0",)),
    System("MikroTik", "switch", ("14988",), r"RouterOS (?:CRS|CSS)|SwOS",
           model=(r"descr ~ RouterOS (.+)$",),
           serial=("14988.1.1.7.3.0",), version=("14988.1.1.4.4.0",)),
    System("MikroTik", "router", ("14988",), model=(r"descr ~ RouterOS (.+)$", "14988.1.1.7.9.0"),
           serial=("14988.1.1.7.3.0",), version=("14988.1.1.4.4.0",)),
    System("Zyxel", "firewall", ("890.1.15",), r"USG|ZyWALL|ATP|VPN\d|FLEX",
           model=("890.1.15.3.1.11.0", "descr"), serial=("890.1.15.3.1.12.0",),
           version=(r"890.1.15.3.1.6.0 ~ ^(\S+)",)),
    System("Zyxel", "wifi", ("890.1.15",), r"^(?:NWA|WAC|WAX|WX)", model=("890.1.15.3.1.11.0", "descr"),
           serial=("890.1.15.3.1.12.0",), version=(r"890.1.15.3.1.6.0 ~ ^(\S+)",)),
    System("Zyxel", "switch", ("890",), model=("descr ~ ^((?:GS|XGS|XS|ES|MES)\\S+)", "890.1.15.3.1.11.0"),
           serial=("890.1.15.3.1.12.0",), version=(r"890.1.15.3.1.6.0 ~ ^(\S+)",)),
    System("Fortinet", "switch", ("12356.106",), model=(r"12356.106.4.1.1.0 ~ ^(\S+) v",),
           serial=("12356.100.1.1.1.0",), version=(r"12356.106.4.1.1.0 ~ v([\d.]+)",)),
    System("Fortinet", "wifi", ("12356.120",)),
    System("Fortinet", "firewall", ("12356.101",), serial=("12356.100.1.1.1.0",),
           version=("12356.101.4.1.1.0",)),
    System("SonicWall", "firewall", (), "sonicwall",
           model=("8741.2.1.1.1.0", r"descr ~ SonicWALL (.+?) \("),
           serial=("8741.2.1.1.2.0",),
           version=("8741.2.1.1.3.0 ~ ([\\d.]+\\S*)", r"descr ~ SonicOS (?:\w+ )?([\d.]+\S*?)\)")),
    System("Palo Alto Networks", "firewall", ("25461",),
           model=("25461.2.1.2.2.1.0", r"descr ~ Networks (.+?) series"),
           serial=("25461.2.1.2.1.3.0",), version=("25461.2.1.2.1.1.0",)),
    System("Check Point", "firewall", ("2620",), model=("2620.1.6.16.7.0",), serial=("2620.1.6.16.3.0",),
           version=("2620.1.6.4.1.0",)),
    System("Sophos", "firewall", ("2604.5", "21067"), model=("2604.5.1.1.2.0",), serial=("2604.5.1.1.4.0",),
           version=("2604.5.1.1.3.0",)),
    System("WatchGuard", "firewall", ("3097",), model=("descr",), version=("3097.6.3.1.0",)),
    System("Stormshield", "firewall", ("11256",), model=("11256.1.0.2.0",), serial=("11256.1.0.3.0",),
           version=("11256.1.0.2.0",)),
    System("Barracuda", "firewall", ("10704", "20632")), System("Netgate", "firewall", ("12325",),
           "pfsense",
           version=(r"descr ~ pfSense ([\d.]+\S*)",), model=(r"descr ~ (Netgate \S+)",)),
    System("OPNsense", "firewall", (), "opnsense", version=(r"descr ~ OPNsense ([\d.]+\S*)",)),
    System("DrayTek", "router", ("7367",), model=(r"descr ~ Model: ?([^,]+)",),
           version=(r"descr ~ Version: ?([^,\s]+)",)),
    System("LANCOM", "router", ("2356",), model=(r"descr ~ LANCOM (.+?) \d+\.\d",),
           serial=(r"descr ~ / (\d{8,})",), version=(r"descr ~ (\d+\.\d+\.\d+\w*)",)),
    System("AVM", "router", ("872",)), System("bintec elmeg", "router", ("272",)),
    System("Ubiquiti", "router", ("41112.1.5",),
           version=(r"descr ~ EdgeOS v?(\d+\.\d+\.\d+(?:-[a-z]\w*)?)",)),
    System("Ubiquiti", "wifi", ("41112", "10002", *_LINUX), marker="41112.1.6.3.3.0",
           model=("41112.1.6.3.3.0",),
           version=("41112.1.6.3.6.0",)),
    System("Ubiquiti", "wifi", ("41112", "10002")),
    System("Ruckus", "wifi", ("25053",), model=("25053.1.1.2.1.1.1.1.0",),
           serial=("25053.1.1.2.1.1.1.2.0",),
           version=("25053.1.1.3.1.1.1.1.1.3.1",)),
    System("Ruckus", "switch", ("1991",), serial=("1991.1.1.1.1.2.0",),
           version=(r"descr ~ Version ([\w.]+)",)),
    System("Brocade", "switch", ("1588",), serial=("1588.2.1.1.1.1.10.0",),
           version=("1588.2.1.1.1.1.6.0",)),
    System("Extreme Networks", "switch", ("1916",), model=(r"descr ~ ExtremeXOS \((.+?)\)",),
           version=(r"descr ~ version ([\d.]+\S*)",)),
    System("Arista", "switch", ("30065",), model=(r"descr ~ running on an Arista Networks (\S+)",),
           version=(r"descr ~ EOS version (\S+)",)),
    System("Meraki", "wifi", ("29671",), r"\bMR", model=(r"descr ~ Meraki (\S+)",)),
    System("Meraki", "firewall", ("29671",), r"\bMX", model=(r"descr ~ Meraki (\S+)",)),
    System("Meraki", "switch", ("29671",), model=(r"descr ~ Meraki (\S+)",)),
    System("Allied Telesis", "switch", ("207",)), System("Moxa", "switch", ("8691",)),
    System("Hirschmann", "switch", ("248",)), System("Alcatel-Lucent", "switch", ("6486",)),
    # servers and storage
    System("HPE", "bmc", ("232.9.4",), model=("232.2.2.4.2.0",), serial=("232.2.2.2.1.0",),
           version=(r"descr ~ Lights-Out \d+ ([\d.]+)", r"232.11.2.14.1.1.5.0 ~ ^(\S+)")),
    System("Dell", "bmc", ("674.10892",), model=("674.10892.5.1.3.12.0",), serial=("674.10892.5.1.3.2.0",),
           version=("674.10892.5.1.1.8.0",)),
    System("Dell", "switch", ("674.10895", "6027"), model=("674.10895.3000.1.2.100.1.0",),
           serial=("674.10895.3000.1.2.100.8.1.4.1",), version=("674.10895.3000.1.2.100.4.0",)),
    System("Supermicro", "bmc", ("10876",)), System("Lenovo", "bmc", ("19046",)),
    System("Synology", "nas", ("6574", *_LINUX), marker="6574.1.5.1.0", model=("6574.1.5.1.0",),
           serial=("6574.1.5.2.0",), version=(r"6574.1.5.3.0 ~ ^(?:DSM )?(.+)$",)),
    System("QNAP", "nas", ("24681", *_LINUX), marker="24681.1.4.1.1.1.1.1.2.1.3.1",
           model=("24681.1.4.1.1.1.1.1.2.1.3.1",), serial=("24681.1.4.1.1.1.1.1.2.1.4.1",),
           version=(r"chassis.software ~ (\d[\d.]+\S*)", r"descr ~ (\d+\.\d+\.\d+\S*)")),
    System("QNAP", "nas", ("24681",), model=("24681.1.2.12.0",),
           version=(r"chassis.software ~ (\d[\d.]+\S*)", r"descr ~ (\d+\.\d+\.\d+\S*)")),
    System("TrueNAS", "nas", ("50536",), version=(r"descr ~ TrueNAS-\w+-([\d.]+\d)",)),
    System("NetApp", "nas", ("789",), model=("789.1.1.5.0",), serial=("789.1.1.9.0",),
           version=(r"789.1.1.2.0 ~ Release ([^\s:]+)",)),
    System("Teltonika", "router", ("48690", *_LINUX), marker="48690.1.2.0", model=("48690.1.2.0",),
           serial=("48690.1.1.0",), version=("48690.1.6.0",)),
    System("VMware", "hypervisor", ("6876",), version=("6876.1.2.0", r"descr ~ ESXi ([\d.]+)")),
    System("Microsoft", "workstation", ("311.1.1.3.1.1",), version=("windows.client",)),
    System("Microsoft", "server", ("311",), version=("windows.server",)),
    # cameras
    System("Axis", "camera", ("368",), model=(r"descr ~ AXIS ([^;]+?);",),
           version=(r"descr ~ ; (\d+\.\d+[\d.]*);",)),
    System("Hikvision", "camera", ("39165",), model=("39165.1.1.0",), serial=("39165.1.2.0",),
           version=("39165.1.3.0",)),
    System("Hanwha Vision", "camera", ("36849",)), System("Dahua", "camera", ("1004849",)),
    System("Bosch", "camera", ("3967",)),
    # general systems under Net-SNMP
    System("", "server", (), r"^(?:Linux|FreeBSD|OpenBSD|NetBSD|SunOS|Darwin) \S+ ",
           version=(r"descr ~ ^\w+ \S+ (\S+)",)),
)  # fmt: skip
