/** How the channel's chat begins, before there is a visit. */
import { graphql } from "../../client/visitor";

export const OPENING = graphql(`
  query Opening($channelKey: String!, $language: String) {
    widget(channelKey: $channelKey, language: $language) {
      greeting
      operatorNames
    }
  }
`);
