// Starts GraphiQL on the endpoint that served the page, wherever a proxy put it.
const place = document.getElementById("graphiql");
const endpoint = new URL(location.pathname.replace(/\/+$/, ""), location.origin);
const socket = new URL(`${endpoint.pathname}/ws`, endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";
const fetcher = GraphiQL.createFetcher({
  url: endpoint.href,
  subscriptionUrl: socket.href,
  headers: { [place.dataset.csrfHeader]: "1" },
});
ReactDOM.createRoot(place).render(React.createElement(GraphiQL, { fetcher }));
