// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/demo_names.h"

#include <array>

namespace pedell::demo
{

std::span<const std::string_view> given_names()
{
    static constexpr std::array<std::string_view, 80> names{
        "Ada",    "Alina",   "Amelie", "Anton",  "Arne",    "Bela",  "Benno",   "Björn", "Carla",  "Clara",
        "Connor", "Dana",    "Daria",  "David",  "Diego",   "Elif",  "Elisa",   "Emil",  "Emre",   "Fabian",
        "Felix",  "Fiona",   "Franka", "Frieda", "Georg",   "Greta", "Günther", "Hanna", "Hannes", "Helene",
        "Henri",  "Ida",     "Ilja",   "Ines",   "Jakob",   "Jana",  "Jasper",  "Jule",  "Käthe",  "Kai",
        "Katja",  "Konrad",  "Lara",   "Lasse",  "Lena",    "Levin", "Lilli",   "Linus", "Luise",  "Malte",
        "Mara",   "Marlene", "Mats",   "Mehmet", "Merle",   "Mila",  "Moritz",  "Nele",  "Nils",   "Noah",
        "Ole",    "Oskar",   "Paula",  "Pepe",   "Philipp", "Rike",  "Romy",    "Ronja", "Samira", "Selma",
        "Sönke",  "Tabea",   "Theo",   "Thore",  "Tilda",   "Tom",   "Valerie", "Wanda", "Yasin",  "Yunus"};
    return names;
}

std::span<const std::string_view> surnames()
{
    static constexpr std::array<std::string_view, 84> names{
        "Ackermann",  "Adler",    "Albers",    "Arslan",    "Bachmann", "Bäcker",    "Barth",    "Behrens",
        "Birkner",    "Böttcher", "Brandt",    "Brückner",  "Busch",    "Claußen",   "Dahlke",   "Decker",
        "Demir",      "Dietz",    "Dorn",      "Ebert",     "Eckstein", "Engel",     "Fährmann", "Falk",
        "Fink",       "Förster",  "Frank",     "Freitag",   "Fuchs",    "Gärtner",   "Geiger",   "Göbel",
        "Graf",       "Grünwald", "Haas",      "Hahn",      "Hartung",  "Heinze",    "Herzog",   "Höfer",
        "Horn",       "Iwanow",   "Jäger",     "Jansen",    "Kaiser",   "Kaya",      "Keßler",   "Kowalski",
        "Krüger",     "Kühn",     "Lange",     "Lindner",   "Löwe",     "Marquardt", "Mertens",  "Möller",
        "Naumann",    "Nguyen",   "Nowak",     "Ostermann", "Otto",     "Petersen",  "Pohl",     "Quandt",
        "Rademacher", "Richter",  "Röder",     "Rothe",     "Sauer",    "Schäfer",   "Schubert", "Seidel",
        "Sommer",     "Stark",    "Steinbach", "Tanner",    "Thiele",   "Ulrich",    "Vogt",     "Wächter",
        "Wegner",     "Winkler",  "Wolters",   "Zander"};
    return names;
}

std::span<const FixedName> fixed_pupils()
{
    static constexpr std::array<FixedName, 16> pupils{{
        {"Jörg", "Müller", "1a"},
        {"Änne", "Groß", "1a"},
        {"Leon", "Schmidt", "1a"},
        {"Leon", "Schmidt", "3b"},
        {"Anna-Lena", "Öztürk", "2a"},
        {"Maximilian", "Schwarzenbergerhohenfeld", "2a"},
        {"Karl Friedrich Otto", "Weiß", "3b"},
        {"Lea-Sophie", "Meyer-Lüdenscheidt", "4a"},
        {"Zoë", "Åkerlund", ""},
        {"Renée", "D'Angelo", ""},
        {"Çağla", "Yıldız", ""},
        {"Łukasz", "Wójcik", ""},
        {"Friederike", "von Hohenstein", ""},
        {"José", "Núñez", ""},
        {"Jiří", "Dvořák", ""},
        {"Bo", "Ek", ""},
    }};
    return pupils;
}

} // namespace pedell::demo
