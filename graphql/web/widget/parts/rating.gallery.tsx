import type { Story } from "../gallery";
import { Rating } from "./rating";

const rating = {
  title: "How was it?",
  labels: ["Very bad", "Bad", "So so", "Good", "Very good"],
  commentLabel: "Tell us more",
  sendLabel: "Send",
  isBusy: false,
  onRate: () => undefined,
};

export default {
  name: "Rating",
  states: { asked: <Rating {...rating} />, chosen: <Rating {...rating} score={4} /> },
} satisfies Story;
