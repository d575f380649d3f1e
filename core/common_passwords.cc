// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common_passwords.h"

#include <algorithm>
#include <array>
#include <functional>

namespace pedell::core
{
namespace
{

// clang-format off
constexpr auto stems = std::to_array<std::string_view>({
    "abcabc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abitur",
    "abrakadabra", "adler", "admin", "administrator", "aendermich", "affe", "alexander", "alphabet",
    "amazon", "ananas", "andrea", "andreas", "android", "anmelden", "anmeldung", "anna", "apfel", "apple",
    "april", "arschloch", "arsenal", "asdf", "asdfg", "asdfgh", "asdfghj", "asdfghjkl", "ashley", "asshole",
    "audi", "augsburg", "august", "auto", "autumn", "avengers", "baby", "baer", "banane", "barcelona",
    "baseball", "basketball", "batman", "battlefield", "bayern", "bayernmuenchen", "bello", "benutzer",
    "berlin", "bern", "bestefreunde", "biologie", "birthday", "bitch", "blabla", "blablabla", "black",
    "blau", "bluemchen", "blume", "borussia", "boss", "bremen", "bruder", "bundesliga", "burger",
    "butterfly", "changeme", "charlie", "cheese", "chef", "chelsea", "chemie", "chocolate", "christian",
    "christmas", "claudia", "coffee", "computer", "cookie", "cool", "counterstrike", "daniel", "darthvader",
    "david", "december", "default", "delfin", "delphin", "deutsch", "deutschland", "dezember", "dienstag",
    "dinosaurier", "direktor", "discord", "doener", "donnerstag", "dortmund", "drache", "dragon",
    "dragonball", "dream", "dresden", "easter", "egal", "einhorn", "einkennwort", "eintracht", "elefant",
    "elias", "emma", "engel", "englisch", "erdbeere", "europa", "facebook", "familie", "family", "fcbayern",
    "februar", "february", "felix", "ferien", "ferrari", "feuerwehr", "fickdich", "ficken", "fifa", "finn",
    "fisch", "florian", "football", "ford", "fortnite", "frank", "frankfurt", "freedom", "freiburg",
    "freiheit", "freitag", "freund", "freunde", "freundin", "friday", "frieden", "friend", "friends",
    "frodo", "frosch", "fruehjahr", "fruehling", "fuchs", "fuck", "fuckyou", "fussball", "gandalf",
    "gangster", "gast", "geburtstag", "geheim", "geheimnis", "gelb", "george", "germany", "gesamtschule",
    "glueck", "gold", "golden", "golf", "google", "gott", "green", "grosseltern", "gruen", "gruezi",
    "grundschule", "guest", "gummibaer", "gutenacht", "gutenmorgen", "gutentag", "gymnasium", "haeschen",
    "hallihallo", "hallo", "hamburg", "hamburger", "hamster", "handball", "hanna", "hannah", "hannover",
    "happy", "harley", "harrypotter", "hase", "hasi", "hauptschule", "hausaufgabe", "hausaufgaben",
    "hausmeister", "heaven", "held", "heldin", "hello", "herbst", "hertha", "hessen", "hexe", "himmel",
    "hitler", "hobbit", "hockey", "hoelle", "hoffnung", "hogwarts", "hokuspokus", "holiday", "hund",
    "hunde", "ichbin", "ichbinich", "ichbins", "ichliebedich", "igel", "iloveyou", "instagram", "internet",
    "iphone", "ironman", "januar", "january", "jennifer", "jessica", "jesus", "jonas", "juli", "julia",
    "juni", "kaetzchen", "kaffee", "kaninchen", "kartoffel", "kater", "katharina", "katze", "katzen",
    "keinpasswort", "kennwort", "kevin", "killer", "kind", "kinder", "king", "kirsche", "kitten", "kitty",
    "klasse", "klassenarbeit", "klassenzimmer", "koeln", "koenig", "koenigin", "kuchen", "kunst", "lachen",
    "lalala", "laptop", "laura", "lehrer", "lehrerin", "lehrerzimmer", "leipzig", "lena", "leon", "letmein",
    "leverkusen", "liebe", "liebling", "liverpool", "loewe", "login", "logon", "love", "lovely", "loveyou",
    "lucas", "lucky", "luigi", "luis", "lukas", "luna", "maerz", "mainz", "mama", "march", "marie", "mario",
    "markus", "martin", "master", "mathe", "mathematik", "matrix", "matthias", "maus", "mausi",
    "maximilian", "meerschweinchen", "meinkennwort", "meinpasswort", "melanie", "mercedes", "messi",
    "michael", "michelle", "microsoft", "mieze", "minecraft", "minka", "mittwoch", "moin", "mond", "monday",
    "monkey", "monster", "montag", "motorrad", "mueller", "muenchen", "musik", "mustang", "muster",
    "mustermann", "mutter", "mutti", "naruto", "netflix", "neuespasswort", "neymar", "nichts", "nicole",
    "niedersachsen", "niemand", "niklas", "nikolaus", "ninja", "nintendo", "noah", "notebook", "november",
    "nuernberg", "nutella", "nutzer", "october", "oesterreich", "oktober", "omama", "onepiece", "opel",
    "openme", "orange", "osterhase", "ostern", "panda", "papa", "passwd", "password", "passwordpassword",
    "passwort", "paul", "pause", "paypal", "peace", "penis", "peter", "pferd", "pferde", "philipp",
    "physik", "pikachu", "pirat", "pizza", "playstation", "pokemon", "polizei", "pommes", "pony", "porsche",
    "princess", "prinz", "prinzessin", "privat", "private", "pupil", "puppy", "purple", "pussy", "qayw",
    "qaywsx", "qaywsxedc", "qazwsx", "qazwsxedc", "queen", "qweasd", "qweasdyxc", "qweasdzxc", "qwert",
    "qwerty", "qwertyui", "qwertyuiop", "qwertz", "qwertzu", "qwertzui", "qwertzuiop", "rainbow",
    "realmadrid", "realschule", "regenbogen", "reiten", "rektor", "rektorin", "ritter", "robert", "roblox",
    "roboter", "ronaldo", "root", "rosa", "sabine", "sachsen", "samstag", "samsung", "sandra", "saturday",
    "schaetzchen", "schalke", "schatz", "schatzi", "scheisse", "schildkroete", "schlange", "schmetterling",
    "schokolade", "school", "schueler", "schuelerin", "schule", "schulhof", "schulkind", "schwarz",
    "schweiz", "schwester", "schwimmen", "sebastian", "secret", "security", "sekretariat", "september",
    "server", "servus", "sesam", "sesamoeffnedich", "sexy", "sicher", "sicherespasswort", "sicherheit",
    "silber", "silver", "simon", "simsalabim", "skywalker", "smile", "snapchat", "soccer", "sommer",
    "sommerferien", "sonic", "sonne", "sonnenschein", "sonntag", "sophie", "spiderman", "spinne", "sport",
    "spotify", "spring", "standard", "starwars", "stefan", "stefanie", "stern", "sterne", "student",
    "stuttgart", "summer", "sunday", "sunshine", "super", "supercool", "superman", "susanne", "switch",
    "system", "tablet", "tanzen", "teacher", "tennis", "test", "tester", "testing", "tetris", "teufel",
    "thomas", "thueringen", "thursday", "tiger", "tiktok", "tischtennis", "tobias", "toll", "trabant",
    "traum", "trustno", "tschuess", "tuesday", "turnen", "twitch", "unicorn", "unterricht", "urlaub",
    "user", "vater", "vati", "vergessen", "vergessenes", "vogel", "volkswagen", "volleyball", "waldi",
    "wasd", "wednesday", "weekend", "weihnachten", "weiss", "welcome", "werder", "westfalen", "whatsapp",
    "white", "wien", "willkommen", "windows", "winter", "winterferien", "wochenende", "wolf", "wolfsburg",
    "xbox", "youtube", "yxcv", "yxcvb", "yxcvbn", "yxcvbnm", "zauberer", "zelda", "zeugnis", "zitrone",
    "zombie", "zucker", "zuerich", "zugang", "zugangscode", "zxcv", "zxcvb", "zxcvbn", "zxcvbnm",
});
// clang-format on
static_assert(std::ranges::adjacent_find(stems, std::greater_equal{}) == stems.end(), "sorted, each once");

} // namespace

std::span<const std::string_view> common_passwords() noexcept
{
    return stems;
}

} // namespace pedell::core
