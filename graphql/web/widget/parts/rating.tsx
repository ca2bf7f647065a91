/** How it was, from 1 to 5, and in words for whoever wants to say more. */
import { useState } from "preact/hooks";
import { Button } from "./button";

interface RatingProps {
  /** What is asked. */
  title: string;
  /** What the worst and the best mean, for the five. */
  labels: readonly string[];
  /** What stands in the empty text, and beside it for readers. */
  commentLabel: string;
  sendLabel: string;
  score?: number | undefined;
  isBusy: boolean;
  onRate: (score: number, comment: string) => void;
}

const SCORES = [1, 2, 3, 4, 5];
const FACES = [
  "M8.5 16.500c1-1.3 2.2-2 3.5-2s2.5.7 3.5 2",
  "M8.5 16c1-.8 2.2-1.2 3.5-1.200s2.5.4 3.5 1.2",
  "M8.5 15.500h7",
  "M8.5 14.500c1 1.1 2.2 1.6 3.5 1.600s2.5-.5 3.5-1.6",
  "M7.8 13.500c.6 2.3 2.2 3.5 4.2 3.500s3.6-1.2 4.2-3.500z",
];

export function Rating(props: RatingProps) {
  const { title, labels, commentLabel, sendLabel, isBusy, onRate } = props;
  const [score, setScore] = useState(props.score);
  const [comment, setComment] = useState("");
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (score) {
          onRate(score, comment);
        }
      }}
    >
      <fieldset class="rating-scores">
        <legend class="rating-title">{title}</legend>
        {SCORES.map((value) => (
          <label key={value} class="rating-score" title={labels[value - 1]}>
            <input
              type="radio"
              name="score"
              value={value}
              checked={score === value}
              aria-label={labels[value - 1]}
              onChange={() => setScore(value)}
            />
            <svg viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
              <circle cx="12" cy="12" r="10" />
              <path d={`M9 9.500v.1M15 9.500v.1${FACES[value - 1]}`} />
            </svg>
          </label>
        ))}
      </fieldset>
      {score ? (
        <>
          <textarea
            class="rating-comment"
            dir={comment === "" ? undefined : "auto"}
            rows={2}
            maxLength={2000}
            aria-label={commentLabel}
            placeholder={commentLabel}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <Button isSubmit isBusy={isBusy}>
            {sendLabel}
          </Button>
        </>
      ) : null}
    </form>
  );
}
