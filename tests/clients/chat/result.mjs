// What comes out of a GraphQL answer: its data, or an error that says what the server refused.

export function dataOf({ data, errors, error }) {
  if (error) throw error;
  if (errors?.length) throw new Error(`the server refused: ${JSON.stringify(errors)}`);
  if (!data) throw new Error("the server answered without data");
  return data;
}

export function socketUrl(url) {
  return `${url.replace(/^http/, "ws")}/ws`;
}

export function authorization(token) {
  return token ? { authorization: `Bearer ${token}` } : {};
}
