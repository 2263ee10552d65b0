"""Vendors by IANA enterprise number and by the words of their devices' descriptions."""

from __future__ import annotations

ENTERPRISES: dict[str, str] = {
    "2": "IBM", "9": "Cisco", "11": "HP", "18": "Bay Networks", "36": "DEC", "42": "Oracle", "43": "3Com",
    "45": "Nortel", "52": "Enterasys", "63": "Apple", "94": "Nokia", "111": "Oracle", "116": "Hitachi",
    "119": "NEC", "122": "Sony", "161": "Motorola", "164": "RAD", "171": "D-Link", "186": "Toshiba",
    "193": "Ericsson", "207": "Allied Telesis", "211": "Fujitsu", "231": "Fujitsu", "232": "HPE",
    "236": "Samsung", "244": "Black Box", "248": "Hirschmann", "253": "Xerox", "258": "Panasonic",
    "272": "bintec elmeg", "297": "Fuji Xerox", "311": "Microsoft", "318": "APC", "343": "Intel",
    "367": "Ricoh", "368": "Axis", "388": "Zebra", "476": "Vertiv", "529": "Lucent", "534": "Eaton",
    "562": "Mitel", "641": "Lexmark", "664": "ADTRAN", "674": "Dell", "683": "Silex", "705": "Eaton",
    "718": "Riverstone", "789": "NetApp", "800": "Alcatel-Lucent", "850": "Tripp Lite", "872": "AVM",
    "890": "Zyxel", "1129": "Toshiba", "1139": "Dell EMC", "1248": "Epson", "1347": "Kyocera",
    "1411": "Avaya", "1536": "Intermec", "1588": "Brocade", "1602": "Canon", "1718": "Server Technology",
    "1872": "Radware", "1916": "Extreme Networks", "1991": "Ruckus", "2001": "OKI", "2011": "Huawei",
    "2021": "Net-SNMP", "2036": "RuggedCom", "2356": "LANCOM", "2385": "Sharp", "2435": "Brother",
    "2467": "Citrix", "2590": "Konica Minolta", "2604": "Sophos", "2606": "Rittal", "2620": "Check Point",
    "2636": "Juniper", "2682": "DPS Telecom", "3097": "WatchGuard", "3224": "Juniper", "3375": "F5",
    "3582": "LSI", "3808": "CyberPower", "3833": "Schneider Electric", "3854": "AKCP", "3902": "ZTE",
    "3955": "Linksys", "3967": "Bosch", "4196": "Siemens", "4329": "Siemens", "4413": "Broadcom",
    "4526": "Netgear", "4555": "Socomec", "4958": "Quantum", "4999": "Printronix", "5227": "Barix",
    "5491": "Riello", "5528": "NetBotz", "5624": "Enterasys", "5951": "Citrix", "6027": "Dell",
    "6141": "Ciena", "6339": "Digital China", "6486": "Alcatel-Lucent", "6527": "Nokia",
    "6574": "Synology", "6876": "VMware", "6889": "Avaya", "7367": "DrayTek", "7779": "Infoblox",
    "8072": "Net-SNMP", "8691": "Moxa", "8741": "SonicWall", "8744": "Colubris", "8885": "Zhone",
    "9148": "Oracle", "10002": "Ubiquiti", "10418": "Avocent", "10704": "Barracuda",
    "10734": "TippingPoint", "10876": "Supermicro", "11256": "Stormshield", "11606": "Nimble",
    "11863": "TP-Link", "12148": "Eltek", "12325": "FreeBSD", "12356": "Fortinet", "12551": "Gude",
    "13742": "Raritan", "13858": "Thecus", "14179": "Cisco", "14501": "Blue Coat", "14525": "Trapeze",
    "14823": "Aruba", "14988": "MikroTik", "15004": "RuggedCom", "15983": "Opengear", "16972": "Proxim",
    "17163": "Riverbed", "17713": "Cambium", "18298": "Didactum", "18334": "Konica Minolta",
    "19046": "Lenovo", "20301": "Lenovo", "20632": "Barracuda", "20916": "Room Alert", "21067": "Sophos",
    "21239": "Vertiv", "22610": "A10", "23867": "Silver Peak", "24681": "QNAP", "25049": "Opengear",
    "25053": "Ruckus", "25066": "Opengear", "25461": "Palo Alto Networks", "25506": "H3C",
    "26543": "Lenovo", "26928": "Aerohive", "28507": "Gude", "29671": "Meraki", "30065": "Arista",
    "32828": "Packetlight", "35265": "Eltex", "36849": "Hanwha Vision", "39165": "Hikvision",
    "40310": "Cumulus", "40418": "Nexans", "41112": "Ubiquiti", "41263": "Nutanix", "41916": "Viptela",
    "46242": "Exinda", "47196": "Aruba", "48690": "Teltonika", "50114": "TrueNAS", "50536": "TrueNAS",
    "52330": "Grandstream", "1004849": "Dahua",
}  # fmt: skip
"""From the register of IANA."""

PROGRAMS = frozenset({"2021", "8072"})
"""Numbers of agents that run on anybody's hardware: whatever else names a maker goes before them."""

NO_MAKERS = frozenset(ENTERPRISES[number] for number in PROGRAMS)
"""Vendors of an agent, which a ledger must not take for who made the device."""

WORDS: tuple[tuple[str, str], ...] = (
    ("sonicwall", "SonicWall"), ("cisco", "Cisco"),
    ("fortigate|fortinet|fortiswitch|fortiap", "Fortinet"), ("juniper|junos", "Juniper"),
    ("mikrotik|routeros", "MikroTik"), ("ubiquiti|unifi|edgeos|ubnt|airos", "Ubiquiti"),
    (r"uap-\w+|u[67]-\w+|us-\d\S*|usw-\S+|usg-\S+", "Ubiquiti"), ("synology|diskstation", "Synology"),
    ("qnap", "QNAP"), (r"teltonika|rut[0-9x]\w*", "Teltonika"), (r"aruba\w*", "Aruba"),
    ("procurve", "HP"), ("hewlett.packard|hp", "HP"), ("hpe", "HPE"), ("dell|idrac|powerconnect", "Dell"),
    ("lenovo", "Lenovo"), ("huawei", "Huawei"), ("zyxel", "Zyxel"), ("netgear|prosafe", "Netgear"),
    ("d-link", "D-Link"), ("tp-link|jetstream", "TP-Link"), ("draytek|vigor", "DrayTek"),
    ("lancom", "LANCOM"), ("fritz!?box|avm", "AVM"), ("kyocera|taskalfa|ecosys", "Kyocera"),
    ("utax", "UTAX"), ("ricoh", "Ricoh"), ("canon", "Canon"), ("epson", "Epson"), ("brother", "Brother"),
    ("lexmark", "Lexmark"), ("xerox", "Xerox"), ("konica|bizhub|develop ineo", "Konica Minolta"),
    ("sharp", "Sharp"), ("toshiba", "Toshiba"), ("oki", "OKI"), ("samsung", "Samsung"),
    ("apc|powernet", "APC"), ("eaton|mge", "Eaton"), ("cyberpower|cps", "CyberPower"),
    ("riello", "Riello"), ("vertiv|liebert", "Vertiv"), ("axis", "Axis"), ("hikvision", "Hikvision"),
    ("dahua", "Dahua"), ("vmware|esxi", "VMware"), ("proxmox", "Proxmox"), ("truenas|freenas", "TrueNAS"),
    ("pfsense", "Netgate"), ("opnsense", "OPNsense"), ("supermicro", "Supermicro"),
    ("raspberry ?pi", "Raspberry Pi"), ("windows", "Microsoft"),
    ("extremexos|extreme networks", "Extreme Networks"), ("arista", "Arista"),
    ("palo alto", "Palo Alto Networks"), ("ruckus|ironware", "Ruckus"), ("meraki", "Meraki"),
    ("grandstream", "Grandstream"), ("yealink", "Yealink"), ("snom", "Snom"), ("polycom|poly", "Poly"),
    ("sophos", "Sophos"), ("watchguard", "WatchGuard"), ("zebra", "Zebra"), ("moxa", "Moxa"),
    ("siemens", "Siemens"), ("hirschmann", "Hirschmann"),
)  # fmt: skip
"""Words of sysDescr and the like, as patterns between word bounds, the more telling first."""

ALIASES: tuple[tuple[str, str], ...] = (
    ("hewlett packard enterprise", "HPE"), ("hewlett-packard enterprise", "HPE"), ("hpe", "HPE"),
    ("hewlett", "HP"), ("hp", "HP"), ("cisco", "Cisco"), ("d-link", "D-Link"), ("dell", "Dell"),
    ("aruba", "Aruba"), ("fortinet", "Fortinet"), ("qnap", "QNAP"), ("juniper", "Juniper"),
    ("lenovo", "Lenovo"), ("supermicro", "Supermicro"), ("mikrotik", "MikroTik"), ("huawei", "Huawei"),
    ("zyxel", "Zyxel"), ("ubiquiti", "Ubiquiti"), ("netgear", "Netgear"), ("extreme", "Extreme Networks"),
    ("fujitsu", "Fujitsu"),
)  # fmt: skip
"""How chassis name their makers."""
