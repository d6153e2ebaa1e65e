//! Composes the slide that the class sees from what is revealed.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{Activity, Paragraph, Silence, Term, cite};

use super::blind::without_names;
use super::controversy::{Controversy, Phase};
use super::reveals::{Reveal, RevealContent, RevealGroup};
use super::slide::{GuessPrompt, Reply, Slide, SlideBlock, Speaker};
use super::{Presentation, Script, Stop};

impl Script<'_> {
    /// Returns the current slide.
    pub(super) fn compose(&self, presentation: &Presentation) -> Slide {
        if presentation.results {
            return self.scores(presentation);
        }
        let stop = presentation.stop();
        let activity = self.activity_of(presentation, stop);
        if let (Some(controversy), Activity::Controversy) = (presentation.controversy(), activity) {
            return self.controversy(presentation, stop, controversy);
        }
        let mut slide = Slide { label: self.label_of(stop.row), ..Slide::default() };
        if let Some(block) = presentation.zoom.and_then(|at| self.zoomed(stop, at)) {
            slide.blocks.push(block);
            return slide;
        }
        slide.blocks = self.intro_blocks(presentation, stop);
        slide.claim = self.claim_of_stop(stop);
        let groups = self.reveal_groups_at(presentation, stop);
        let stage = presentation.stage(stop).min(stages(activity, groups.len()));
        let mut newest = 0;
        for (number, group) in groups.iter().enumerate() {
            let shown = shown(activity, number, stage);
            let Some(shown) = shown else { break };
            newest = slide.blocks.len();
            self.push_group(&mut slide.blocks, presentation, stop, group, (activity, shown));
        }
        slide.newest = newest;
        slide
    }

    /// Returns the blocks shown before anything is revealed: the title, or the question, the paragraph and its terms.
    fn intro_blocks(&self, presentation: &Presentation, stop: Stop) -> Vec<SlideBlock> {
        let Some(paragraph) = self.shared.paragraph_of(stop.row) else {
            let byline = self.shared.edition.article().byline.clone().unwrap_or_default();
            return vec![SlideBlock::Title { title: self.shared.edition.title().to_owned(), byline }];
        };
        let plan = self.plan;
        let step = stop.step.and_then(|step| plan.steps.get(step));
        let question = step.and_then(|step| step.question.clone()).filter(|question| !question.trim().is_empty());
        let terms = |terms: Vec<&Term>| terms.iter().map(|t| (t.word.clone(), t.means.clone())).collect::<Vec<_>>();
        let terms = terms(plan.terms_in(&paragraph.text));
        let text = self.shared.text_of(stop.row, crate::state::Part::Article);
        let emphasis = self.phrase_of_stop(stop, paragraph);
        let language = self.shared.edition.language_of_paragraph(paragraph).clone();
        let mut blocks: Vec<SlideBlock> = question.map(SlideBlock::Question).into_iter().collect();
        blocks.push(SlideBlock::Passage { text, language, emphasis });
        if !terms.is_empty() && presentation.terms {
            blocks.push(SlideBlock::Terms(terms));
        }
        blocks
    }

    fn claim_of_stop(&self, stop: Stop) -> String {
        let claim = stop.claim.and_then(|claim| self.shared.edition.article().claims.get(claim));
        claim.map_or(String::new(), |claim| claim.text.clone())
    }

    /// Returns the bytes of a paragraph that state the claim of a stop; `None` if the phrase does not occur in it.
    fn phrase_of_stop(&self, stop: Stop, paragraph: &Paragraph) -> Option<Range<usize>> {
        let phrase = self.shared.edition.article().claims.get(stop.claim?)?.phrase.as_ref()?;
        let at = paragraph.text.find(phrase.as_str())?;
        Some(at..at + phrase.len())
    }

    /// Returns the block for one of [`Self::phrases`], shown alone on the slide.
    fn zoomed(&self, stop: Stop, at: usize) -> Option<SlideBlock> {
        let paragraph = self.shared.paragraph_of(stop.row)?;
        let phrases = self.phrases(stop);
        let text = phrases.get(at)?.clone();
        Some(SlideBlock::Phrase { text, language: self.shared.edition.language_of_paragraph(paragraph).clone() })
    }

    /// Returns the phrases that zooming steps through: the words of the claim, or else every sentence of the paragraph.
    pub(super) fn phrases(&self, stop: Stop) -> Vec<String> {
        let Some(paragraph) = self.shared.paragraph_of(stop.row) else { return Vec::new() };
        if let Some(range) = self.phrase_of_stop(stop, paragraph) {
            return paragraph.text.get(range).map(ToOwned::to_owned).into_iter().collect();
        }
        let sentences = paragraph.text.unicode_sentences().map(|sentence| sentence.trim().to_owned());
        sentences.filter(|sentence| !sentence.is_empty()).collect()
    }

    fn push_group(
        &self,
        blocks: &mut Vec<SlideBlock>,
        presentation: &Presentation,
        stop: Stop,
        group: &RevealGroup,
        (activity, named): (Activity, bool),
    ) {
        if activity == Activity::Predict {
            let Some(speaker) = self.speaker(group.perspective) else { return };
            let hands = presentation.guesses.of(stop.guess_key(group.perspective)).cloned().unwrap_or_default();
            let answers = named.then(|| self.right_answers(&group.reveals));
            blocks.push(SlideBlock::Prompt(GuessPrompt { speaker, hands, answers }));
            if !named {
                return;
            }
        }
        blocks.extend(group.reveals.iter().filter_map(|reveal| self.reply(reveal, stop, named)).map(SlideBlock::Reply));
    }

    fn speaker(&self, perspective: usize) -> Option<Speaker> {
        let by = self.shared.edition.perspectives().get(perspective)?;
        Some(Speaker { name: by.name.clone(), hue: by.hue.clone() })
    }

    /// Returns a reply as the class sees it, with or without names.
    fn reply(&self, reveal: &Reveal, stop: Stop, named: bool) -> Option<Reply> {
        let (edition, by) = (self.shared.edition, self.shared.edition.perspectives().get(reveal.perspective)?);
        let speaker = Speaker { name: by.name.clone(), hue: by.hue.clone() };
        let absent = |details: String, text: String| Reply {
            stance: None,
            speaker: Some(speaker.clone()),
            details,
            gist: String::new(),
            text,
            language: edition.head().language.clone(),
            cite: String::new(),
        };
        let silent = |silence: &Silence, name: String| {
            let looked = format!("Looked in: {}", silence.looked_in.join("; "));
            let text = silence.remark.clone().unwrap_or(looked);
            absent(format!("– {name}, checked {}", silence.checked), text)
        };
        Some(match reveal.content {
            RevealContent::Silent => {
                let claim = stop.claim.and_then(|claim| edition.article().claims.get(claim)).map(|claim| &claim.id);
                let silence = self.shared.rows.silence(edition, stop.row.checked_sub(1)?, reveal.perspective, claim)?;
                silent(silence, "Silent".to_owned())
            }
            RevealContent::SilentOnClaim(index) => {
                let silence = by.silences.get(index)?;
                silent(silence, edition.silence_name(silence))
            }
            RevealContent::NotApplicable => absent("Not applicable".to_owned(), String::new()),
            RevealContent::NotLookedFor => absent("? Not looked for yet".to_owned(), String::new()),
            RevealContent::Note(entry) => {
                let note = self.shared.rows.note(edition, entry)?;
                let date = edition.date_of_note(note).map(|date| date.to_string());
                let later = edition.later(note).map(|later| later.in_words("Later than the article"));
                let details = [Some(self.shared.rows.code(edition, entry)), date, later];
                let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
                let as_seen = |text: &str| if named { text.to_owned() } else { without_names(edition, by, note, text) };
                let cited = note.citations.first().map_or(String::new(), |c| cite::short(edition, c));
                Reply {
                    stance: Some(note.stance),
                    speaker: named.then_some(speaker),
                    details: if named { details } else { String::new() },
                    gist: as_seen(note.gist.as_deref().unwrap_or_default()),
                    text: as_seen(&note.summary),
                    language: edition.language_of_note(note).clone(),
                    cite: if named { cited } else { String::new() },
                }
            }
        })
    }

    fn controversy(&self, presentation: &Presentation, stop: Stop, controversy: &Controversy) -> Slide {
        let phase = controversy.phase;
        let name = format!("{} of {} · {}", controversy.place() + 1, Phase::ALL.len(), phase.name());
        let (first, second) = if phase == Phase::Swap { ("B", "A") } else { ("A", "B") };
        let sides = match phase {
            Phase::Agree => Vec::new(),
            _ => vec![format!("Group {first}: what the article says is right"), format!("Group {second}: it is not")],
        };
        let mut blocks = vec![SlideBlock::Phase { name, task: phase.task().to_owned(), sides }];
        if phase == Phase::Agree {
            for (name, text) in [("We agree", &controversy.agree), ("We still differ", &controversy.differ)] {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                blocks.push(SlideBlock::List { name: name.to_owned(), lines: lines.map(ToOwned::to_owned).collect() });
            }
        } else {
            blocks.extend(self.intro_blocks(presentation, stop));
        }
        Slide { label: self.label_of(stop.row), claim: self.claim_of_stop(stop), blocks, ..Slide::default() }
    }

    /// Returns the slide with how the class guessed, by perspective.
    fn scores(&self, presentation: &Presentation) -> Slide {
        let right_answers = |(row, claim, perspective): super::guesses::GuessKey| {
            let claim =
                claim.and_then(|claim| self.shared.edition.article().claims.get(claim)).map(|claim| claim.id.clone());
            self.right_answers(&self.reveals(row, claim.as_ref(), &[perspective]))
        };
        let line = |(perspective, score): (usize, super::guesses::Score)| {
            let name = self.shared.edition.perspectives().get(perspective).map_or("", |by| &by.name);
            let share = (score.right * 100).checked_div(score.hands).unwrap_or_default();
            format!("{name}: {} of {} hands right, {share} %", score.right, score.hands)
        };
        let revealed = |asked: &super::guesses::GuessKey| self.is_answered(presentation, *asked);
        let lines: Vec<String> = presentation.guesses.scores(revealed, right_answers).into_iter().map(line).collect();
        let name = "How you guessed".to_owned();
        let blocks = if lines.is_empty() {
            vec![SlideBlock::List { name, lines: vec!["Nothing was guessed in this lesson".to_owned()] }]
        } else {
            vec![SlideBlock::List { name, lines: Vec::new() }, SlideBlock::Scores(lines)]
        };
        Slide { blocks, ..Slide::default() }
    }

    /// Returns whether the class has seen the answer to a question.
    fn is_answered(&self, presentation: &Presentation, (row, claim, perspective): super::guesses::GuessKey) -> bool {
        presentation.stages.iter().filter(|(stop, _)| (stop.row, stop.claim) == (row, claim)).any(|(stop, stage)| {
            let place =
                self.reveal_groups_at(presentation, *stop).iter().position(|group| group.perspective == perspective);
            place.is_some_and(|place| shown(self.activity_of(presentation, *stop), place, *stage) == Some(true))
        })
    }

    /// Returns the label over a slide, such as `¶5`; empty for the head of the article.
    pub(super) fn label_of(&self, row: usize) -> String {
        self.shared.paragraph_of(row).map_or(String::new(), |paragraph| format!("¶{}", paragraph.id.label()))
    }
}

/// Returns how many presses reveal everything: two for each group where the class guesses first.
pub(super) fn stages(activity: Activity, groups: usize) -> usize {
    match activity {
        Activity::Reveal => groups,
        Activity::Predict | Activity::Blind => groups * 2,
        Activity::Controversy => 0,
    }
}

/// Returns whether a group is named at a stage; `None` if it is not on the slide yet.
fn shown(activity: Activity, group: usize, stage: usize) -> Option<bool> {
    match activity {
        Activity::Reveal => (group < stage).then_some(true),
        Activity::Predict | Activity::Blind => (group * 2 < stage).then_some(group * 2 + 1 < stage),
        Activity::Controversy => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{shown, stages};
    use crate::model::Activity;

    #[test]
    fn each_reply_takes_two_presses_where_the_class_guesses_first() {
        assert_eq!((stages(Activity::Reveal, 3), stages(Activity::Predict, 3)), (3, 6));
        assert_eq!([0, 1, 2].map(|stage| shown(Activity::Reveal, 0, stage)), [None, Some(true), Some(true)]);
        assert_eq!([0, 1, 2].map(|stage| shown(Activity::Blind, 0, stage)), [None, Some(false), Some(true)]);
        assert_eq!([2, 3, 4].map(|stage| shown(Activity::Predict, 1, stage)), [None, Some(false), Some(true)]);
    }
}
