// What a visitor asks, does and follows, and how an operator answers.

export const START = `
  mutation Start($input: VisitStartInput!) {
    visitStart(input: $input) { visit { secret } userErrors { code message } }
  }`;

export const PLACE = `
  query Place { headCursor myChat { id } }`;

export const WRITE = `
  mutation Write($input: MessageWriteInput!) {
    messageWrite(input: $input) { message { id body } userErrors { code message } }
  }`;

export const HISTORY = `
  query History { myChat { id messages(last: 50) { nodes { id body author } } } }`;

export const FOLLOW = `
  subscription Follow($after: EventCursor) {
    myChat(after: $after) {
      cursor
      resetReason
      events { cursor kind message { id body author } }
    }
  }`;

export const REPLY = `
  mutation Reply($input: MessageReplyInput!) {
    messageReply(input: $input) { message { id } userErrors { code message } }
  }`;
