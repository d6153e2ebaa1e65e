//! Split and merged paragraphs with close wording, where one part is short and has no word that the rest of its
//! paragraph does not have.

use crate::copies::{align, shown};

/// Three long paragraphs on one subject, with many words in common.
const LAMPS: [&str; 3] = [
    "The lamps on Mill Lane burn all night, from the first frost to the last, and the council pays for every one of \
     them. Ada Moss counted them in November and found two hundred and twelve between the church and the bridge, most \
     of them lighting nothing but wet leaves, a closed kiosk and the back of the old brewery. Nobody she asked could \
     say who had ordered so many. The brewery never asked for any.",
    "The officer has figures of the car and the canal. The council and its safety officer, Tom Reed, showed us \
     figures from the years when the lamps on the quay were broken: nine falls, two thefts and a car in the \
     canal, against three falls and no theft in the year after the repair. He keeps a photograph of the car above \
     his desk, and he does not think that owls, however many there are, should decide what is lit.",
    "Harrow turned its lamps off in 2019, every street but the main road, and the town was asked again after a winter. \
     Seven in ten wanted them to stay dark. The nurses at the hospital did not, since they walk home at four, and a \
     path was lit for them. Ada Moss has been there twice. She says that one can see the Milky Way from the market, \
     and that the council of Harrow is rather proud of it.",
];

/// The second paragraph, slightly reworded, in two parts.
const FIRST: &str = "The officer has figures of a car in the canal.";
const REST: &str = "The council and its safety officer, Tom Reed, showed us figures from the years in which \
    the lamps on the quay were broken: nine falls, two thefts and a car in the canal, against three falls and no \
    theft in the year after the repair. He has a photograph of the car above his desk, and he does not think \
    that owls, however many there are, should decide what is lit.";
/// Has words in common with the paragraphs around it, but another content.
const STRANGER: &str = "The council says the kiosk is safe, and the streets are not.";

#[test]
fn a_short_sentence_split_off_an_edited_paragraph_is_a_part_of_it() {
    let copy = [LAMPS[0], FIRST, REST, LAMPS[2]];
    assert_eq!(shown(&align(&LAMPS, &copy, &[])), ["1 equal 1", "2 split 2+3", "3 equal 4"]);
}

#[test]
fn a_short_paragraph_merged_into_an_edited_one_is_a_part_of_it() {
    let edition = [LAMPS[0], FIRST, REST, LAMPS[2]];
    assert_eq!(shown(&align(&edition, &LAMPS, &[])), ["1 equal 1", "2+3 merged 2", "4 equal 3"]);
}

#[test]
fn a_part_joins_the_paragraph_with_its_words_and_an_insertion_joins_none() {
    let first = LAMPS[0].replace(" The brewery never asked for any.", "").replace("found", "saw");
    let copy = [&*first, "The old brewery never asked for any.", STRANGER, LAMPS[1], LAMPS[2]];
    let expected = ["1 split 1+2", "inserted 3", "2 equal 4", "3 equal 5"];
    assert_eq!(shown(&align(&LAMPS, &copy, &[])), expected);
}
