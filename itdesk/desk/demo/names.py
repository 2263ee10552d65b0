"""What the demo office is made of: names of many scripts, places, models, subjects."""

from __future__ import annotations

from typing import NamedTuple

GIVEN = (
    "Maria", "Tomás", "Helen", "Ingrid", "Luca", "Petra", "Samir", "Anna", "Jonas", "Amara", "Björn",
    "Chloé", "Dimitri", "Elif", "Fatima", "Giulia", "Hassan", "Irina", "João", "Katarzyna", "Liam",
    "Mei", "Nadia", "Olga", "Pavel", "Rosa", "Søren", "Thandiwe", "Ursula", "Viktor", "Wanjiru",
    "Yusuf", "Zoë", "Agnieszka", "Bruno", "Carmen", "Daniel", "Emily", "Felix", "Grace",
)  # fmt: skip

FAMILY = (
    "Silva", "Ferreira", "Okafor", "Sørensen", "Bianchi", "Novak", "Haddad", "Kowalska", "Weber",
    "Lindner", "Partner", "Müller", "Dubois", "Ivanova", "Yılmaz", "Rossi", "Andersson", "Nguyen",
    "O'Connor", "van Dijk", "García", "Schmidt", "Horvat", "Papadopoulos", "Lefèvre", "Nowak",
    "Kovács", "Jensen", "Bauer", "Costa", "Almeida", "Keller", "Moreau", "Popescu", "Virtanen",
)  # fmt: skip

WHOLE = (
    "佐藤 美咲", "高橋 健太郎", "Nguyễn Thị Minh Khai", "Trần Quốc Bảo", "ليلى حداد", "محمد الفاسي",
    "Ольга Кузнецова", "김민준", "王小明", "Σοφία Παπαδοπούλου", "दीपिका शर्मा", "Łukasz Żółć 🚲",
)  # fmt: skip
"""Names that programs which think in ASCII get wrong."""

TEAMS = ("Front office", "Accounting", "Sales", "Engineering", "Human resources", "Management", "IT",
         "Purchasing", "Marketing", "Legal")  # fmt: skip

SITES = (
    ("Headquarters", "Rosenweg 12, 70173 Stuttgart"),
    ("Workshop", "Industriestr. 4, 70565 Stuttgart"),
    ("Lisbon office", "Rua do Ouro 88, 1100-063 Lisboa"),
)

SUPPLIERS = (
    ("Bechtle AG", "service@bechtle.example", "+49 7132 981-0"),
    ("Dustin Nordic", "orders@dustin.example", "+46 8 553 44 000"),
    ("Printfix Service", "hallo@printfix.example", "+49 711 555 01 20"),
    ("Netzwerk Krause", "krause@netzwerk.example", "+49 711 555 77 11"),
    ("日本電子サプライ", "info@nds.example", "+81 3 5555 0147"),
)


class Make(NamedTuple):
    """A model that offices buy: type, tag prefix, maker, model, price in euros, share of the ledger."""

    type: str
    prefix: str
    manufacturer: str
    model: str
    euros: int
    share: int


MAKES = (
    Make("laptop", "NB", "Lenovo", "ThinkPad T14 Gen 5", 1480, 16),
    Make("laptop", "NB", "Dell", "Latitude 5450", 1310, 12),
    Make("laptop", "NB", "HP", "EliteBook 845 G11", 1265, 8),
    Make("desktop", "PC", "Fujitsu", "ESPRIMO P7012", 890, 6),
    Make("desktop", "PC", "Dell", "OptiPlex 7020", 940, 6),
    Make("monitor", "MON", "Dell", "U2723QE", 489, 18),
    Make("monitor", "MON", "EIZO", "FlexScan EV2781", 520, 8),
    Make("phone", "TEL", "Yealink", "T54W", 165, 10),
    Make("mobile", "PHN", "Samsung", "Galaxy A56", 389, 6),
    Make("printer", "PRN", "Kyocera", "ECOSYS M5526cdw", 612, 3),
    Make("printer", "PRN", "HP", "LaserJet Pro M404dn", 310, 2),
    Make("switch", "SW", "Aruba", "CX 6200F 48G PoE", 2870, 1),
    Make("access-point", "AP", "Aruba", "AP-635", 540, 1),
    Make("server", "SRV", "HPE", "ProLiant DL360 Gen11", 7940, 1),
    Make("ups", "UPS", "APC", "Smart-UPS 2200", 1120, 1),
    Make("storage", "NAS", "Synology", "RS1221+", 1690, 1),
)

SUBJECTS = (
    ("Printer jam, tray {n} feeds skewed", "Printing", "The paper goes in crooked and jams. Tray 1 is fine."),
    ("VPN drops every {n}0 minutes from home", "Network", "The connection is lost and comes back by itself."),
    ("Outlook asks for the password again and again", "Mail", "Since this morning, also after a restart."),
    ("Monitor flickers after docking", "Hardware", "Only with the dock in room {n}.0{n}."),
    ("New starter on Monday: laptop, badge, accounts", "Onboarding", "Starts at nine in team {n}."),
    ("Nobody can open the shared drive", "Files", "The whole team sees “network path not found”."),
    ("Licence for the PDF editor", "Software", "Needed for the tender due on the {n}th."),
    ("Scanner sends empty mails", "Printing", "The attachment has 0 KB since the update."),
    ("Keyboard: letter E sticks", "Hardware", "Cleaning did not help."),
    ("Meeting room {n}: no picture over HDMI", "Meeting rooms", "The wall socket works, the table does not."),
    ("Guest Wi-Fi slow in the atrium", "Network", "About {n} Mb/s with ten guests."),
    ("Phone extension 2{n}4 forwards to the wrong desk", "Telephony", "Calls end at the reception."),
    ("Webcam not detected in video calls", "Hardware", "It works in the camera app."),
    ("Cannot print on both sides any more", "Printing", "The option is grey since Tuesday."),
    ("Account locked after holidays", "Accounts", "Password forgotten; please reset."),
    ("会議室の画面が映らない", "Meeting rooms", "会議室{n}のプロジェクターに「信号なし」と表示されます。"),
    ("Excel closes when the price list is opened", "Software", "The file is {n}0 MB large."),
    ("Second screen for desk {n}.20", "Hardware", "Approved by the team lead."),
    ("Backup notice: volume {n} above 85 %", "Storage", "Mail came at 06:00."),
    ("How do I share a calendar with the whole team?", "How-to", "I only find single persons."),
)

REPLIES = (
    "Thank you for the report. I am looking at it now.",
    "Please restart the computer once and tell me whether it is still so.",
    "The part is ordered and comes tomorrow.",
    "It works again. The cause was a driver; the update is on its way to everybody.",
    "I have reset it. You will be asked for a new password at the next sign-in.",
)

NOTES = (
    "Third time this quarter: check the rollers at the next service.",
    "Spare unit in cupboard C, item K-0032.",
    "Same symptom as the ticket of last week; may be one problem.",
    "Called back, nobody there. Trying again after lunch.",
)

PLANS = (
    ("Clean and inspect printers", "FREQ=MONTHLY;BYDAY=1MO", "printer",
     "Empty the toner waste\nClean the rollers\nPrint a test page\nNote the page count"),
    ("UPS battery test", "FREQ=MONTHLY;INTERVAL=3", "ups",
     "Run the self test\nNote the remaining minutes\nLook for swollen batteries"),
    ("Server room inspection", "FREQ=WEEKLY;BYDAY=FR", "server",
     "Temperature below 27 °C\nNo warning lights\nDoor closes\nFilters clean"),
    ("Restore test of the file server", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "storage",
     "Restore a folder to a test place\nCompare ten files\nNote how long it took"),
    ("Firmware of switches", "FREQ=MONTHLY;INTERVAL=6", "switch",
     "Read the release notes\nSave the configuration\nUpdate in the window\nCheck all uplinks"),
    ("Yearly laptop check", "FREQ=YEARLY", "laptop", "Battery wear\nHinges and screws\nClean the fan"),
)  # fmt: skip

FINDINGS = ("Nothing found.", "Cleaned, one roller worn.", "Fan was dusty.")
