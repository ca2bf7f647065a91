#!/bin/sh
# A working day at the desk, by hand: with curl and the `switchboard` command alone. Each step says what it
# does, shows what it runs, and looks whether it got what it should; where it did not, the script ends with a
# message and a code that is not 0. README.md beside it says how it is run.
set -eu

SERVER=${1:-http://127.0.0.1:8080}
FOLDER=${2:-.}
EXAMPLES=$(dirname "$0")/..
PASSWORD='correct horse battery staple'
NO_VARIABLES='{}'
STEP=0

step() {
    STEP=$((STEP + 1))
    printf '\n%s. %s\n' "$STEP" "$1"
}

fail() {
    printf 'desk.sh: step %s: %s\n' "$STEP" "$1" >&2
    exit 1
}

# is WHAT GOT WANTED
is() {
    [ "$2" = "$3" ] || fail "$1 should be '$3', and is '$2'"
    printf '  %s: %s\n' "$1" "$2"
}

# has WHAT TEXT PART
has() {
    case $2 in
        *"$3"*) printf '  %s: %s\n' "$1" "$3" ;;
        *) fail "$1 should have '$3', and is: $2" ;;
    esac
}

# The command line. It may run while the server does.
desk() {
    printf '  $ switchboard %s\n' "$*" >&2
    switchboard "$@"
}

# ask PATH SECRET DOCUMENT VARIABLES: a GraphQL operation, of which no part may fail.
ask() {
    printf '  > %s %s\n' "$3" "${4:-$NO_VARIABLES}" >&2
    body="{\"query\":\"$3\",\"variables\":${4:-$NO_VARIABLES}}"
    set -- "$1" ${2:+-H "authorization: Bearer $2"}
    path=$1
    shift
    answer=$(curl -sS "$SERVER$path" "$@" -H 'content-type: application/json' -d "$body") ||
        fail "$SERVER does not answer"
    case $answer in
        *'"errors":'* | *'"userErrors":[{'*) fail "the server refused: $answer" ;;
    esac
    printf '%s\n' "$answer"
}

operator() { ask /graphql "$@"; }
visitor() { ask /visitor/graphql "$@"; }

# field NAME: the value of the first field of this name in the JSON that comes in.
field() {
    found=$(grep -oE "\"$1\":(\"[^\"]*\"|[^],}]*)" | head -n 1)
    [ -n "$found" ] || fail "no field $1 came"
    printf '%s\n' "$found" | sed -e 's/^"[^"]*"://' -e 's/^"//' -e 's/"$//'
}

# id KIND: the first id of this kind in what comes in.
id() {
    found=$(grep -oE "$1_[0-9a-z]{13}" | head -n 1)
    [ -n "$found" ] || fail "no id of a $1 came"
    printf '%s\n' "$found"
}

# invited NAME EMAIL TEAM: a colleague comes in by an invitation; gives their id.
invited() {
    secret=$(desk invitation create --email "$2" --team "$3" --json | field secret)
    printf '  > POST /invitation as %s\n' "$1" >&2
    body="{\"secret\":\"$secret\",\"name\":\"$1\",\"password\":\"$PASSWORD\"}"
    answer=$(curl -sSf "$SERVER/invitation" -H 'content-type: application/json' -d "$body") ||
        fail "$SERVER lets $1 not in"
    printf %s "$answer" | id operator
}

# token EMAIL: an API token that acts in somebody's name.
token() {
    desk token create --email "$1" --name desk.sh --json | field secret
}

# finds KIND WORDS HITS: the search, which follows within moments, has so many hits of this kind.
finds() {
    tries=30
    while
        answer=$(operator "$YOU" "$SEARCH" "{\"kind\":\"$1\",\"words\":\"$2\"}") || exit 1
        hits=$(printf '%s\n' "$answer" | grep -o '"__typename"' | grep -c '')
        [ "$hits" != "$3" ] && [ "$tries" -gt 0 ]
    do
        tries=$((tries - 1))
        sleep 1
    done
    is "hits of $2" "$hits" "$3"
}

step 'Set up: an admin, a web chat, two teams, a label, two operators'
printf %s "$PASSWORD" | desk admin create --email you@example.org --name You --password-stdin
YOU=$(token you@example.org)
desk channel create web --settings "$EXAMPLES/channels/web.toml"
SUPPORT=$(desk team create Support --json | id team)
SHIPPING=$(desk team create Shipping --json | id team)
LABEL=$(desk label create 'late order' --color orange --json | id label)
ADA=$(invited Ada ada@example.org Support)
BEN=$(invited Ben ben@example.org Shipping)
ADA_TOKEN=$(token ada@example.org)
BEN_TOKEN=$(token ben@example.org)
desk operator list
TEAMS=$(desk team list)
has 'the team Support' "$TEAMS" 'Support  ada@example.org'
has 'the team Shipping' "$TEAMS" 'Shipping  ben@example.org'

step 'A visitor writes, and Ada gets the chat'
ANA=$(visitor '' 'mutation { visitStart(input: {channelKey: \"website\"}) { visit { secret } userErrors { message } } }' | field secret)
WRITE='mutation($input: MessageWriteInput!) { messageWrite(input: $input) { message { id } userErrors { message } } }'
visitor "$ANA" "$WRITE" '{"input":{"name":"Ana Silva, Lisbon","body":"Where is my order?","clientMutationId":"one"}}'
CHATS=$(operator "$YOU" '{ chats(first: 1) { nodes { id number contact { id name } lastMessage { body } } } }')
CHAT=$(printf %s "$CHATS" | id chat)
NUMBER=$(printf %s "$CHATS" | field number)
CONTACT=$(printf %s "$CHATS" | id contact)
has 'the last message' "$CHATS" 'Where is my order?'
ASSIGN='mutation($input: ChatAssignInput!) { chatAssign(input: $input) { chat { operator { name } team { name } } userErrors { message } } }'
ASSIGNED=$(operator "$YOU" "$ASSIGN" "{\"input\":{\"chatId\":\"$CHAT\",\"operatorId\":\"$ADA\",\"teamId\":\"$SUPPORT\"}}")
is 'the operator' "$(printf %s "$ASSIGNED" | field name)" Ada

step 'Ada forwards the chat to Shipping with a comment, and Ben takes it'
STATUS='mutation($input: OperatorSetStatusInput!) { operatorSetStatus(input: $input) { operator { name } userErrors { message } } }'
operator "$YOU" "$STATUS" "{\"input\":{\"operatorId\":\"$BEN\",\"status\":\"ONLINE\"}}"
FORWARD='mutation($input: ChatForwardInput!) { chatForward(input: $input) { userErrors { message } } }'
operator "$ADA_TOKEN" "$FORWARD" "{\"input\":{\"chatId\":\"$CHAT\",\"teamId\":\"$SHIPPING\",\"comment\":\"The parcel is late: can you trace it?\"}}"
ONE='query($id: ID!) { chat(id: $id) { status snoozedUntil operator { name } forward { note { body } } } }'
OFFERED=$(operator "$BEN_TOKEN" "$ONE" "{\"id\":\"$CHAT\"}")
is 'the status' "$(printf %s "$OFFERED" | field status)" TRANSFERRED
is 'the comment' "$(printf %s "$OFFERED" | field body)" 'The parcel is late: can you trace it?'
TAKE='mutation($input: ChatTakeForwardInput!) { chatTakeForward(input: $input) { chat { operator { name } forward { expiresAt } } userErrors { message } } }'
TAKEN=$(operator "$BEN_TOKEN" "$TAKE" "{\"input\":{\"chatId\":\"$CHAT\"}}")
is 'the operator' "$(printf %s "$TAKEN" | field name)" Ben
is 'the offer' "$(printf %s "$TAKEN" | field forward)" null

step 'Ben puts the chat aside, and the message of the customer brings it back'
SNOOZE='mutation($input: ChatSnoozeInput!) { chatSnooze(input: $input) { chat { snoozedUntil } userErrors { message } } }'
ASIDE=$(operator "$BEN_TOKEN" "$SNOOZE" "{\"input\":{\"chatId\":\"$CHAT\"}}" | field snoozedUntil)
[ "$ASIDE" != null ] || fail 'the chat was not put aside'
printf '  put aside until the customer writes, and no longer than %s\n' "$ASIDE"
visitor "$ANA" "$WRITE" '{"input":{"body":"It is number 4127.","clientMutationId":"two"}}'
WOKEN=$(operator "$BEN_TOKEN" "$ONE" "{\"id\":\"$CHAT\"}")
is 'put aside until' "$(printf %s "$WOKEN" | field snoozedUntil)" null
is 'the operator' "$(printf %s "$WOKEN" | field name)" Ben

step 'The same customer writes from another device: two contacts are united, and two again'
PHONE=$(visitor '' 'mutation { visitStart(input: {channelKey: \"website\"}) { visit { secret } userErrors { message } } }' | field secret)
visitor "$PHONE" "$WRITE" '{"input":{"name":"Ana","body":"Me again, from my phone.","clientMutationId":"three"}}'
CHATS=$(operator "$BEN_TOKEN" '{ chats(first: 1) { nodes { id contact { id name } } } }')
OTHER_CHAT=$(printf %s "$CHATS" | id chat)
OTHER=$(printf %s "$CHATS" | id contact)
[ "$OTHER" != "$CONTACT" ] || fail 'the other device should be another contact'
WHOSE='query($id: ID!) { chat(id: $id) { contact { id name unites { uniteId pulledName } } } }'
UNITE='mutation($input: ContactUniteInput!) { contactUnite(input: $input) { contact { id } userErrors { message } } }'
operator "$BEN_TOKEN" "$UNITE" "{\"input\":{\"contactId\":\"$CONTACT\",\"pulledId\":\"$OTHER\"}}"
UNITED=$(operator "$BEN_TOKEN" "$WHOSE" "{\"id\":\"$OTHER_CHAT\"}")
is 'the contact of the other chat' "$(printf %s "$UNITED" | id contact)" "$CONTACT"
UNDO='mutation($input: ContactUndoUniteInput!) { contactUndoUnite(input: $input) { contact { id } userErrors { message } } }'
operator "$BEN_TOKEN" "$UNDO" "{\"input\":{\"uniteId\":\"$(printf %s "$UNITED" | id unite)\"}}"
APART=$(operator "$BEN_TOKEN" "$WHOSE" "{\"id\":\"$OTHER_CHAT\"}")
is 'the contact of the other chat' "$(printf %s "$APART" | id contact)" "$OTHER"

step 'Export the chats with a label as a table: by the API, and by the command'
PUT='mutation($input: ChatLabelInput!) { chatLabel(input: $input) { chat { labels { name } } userErrors { message } } }'
operator "$BEN_TOKEN" "$PUT" "{\"input\":{\"chatId\":\"$CHAT\",\"labelId\":\"$LABEL\"}}"
FILTER="{\"labelIds\":[\"$LABEL\"]}"
EXPORT='mutation($input: ExportBeginInput!) { exportBegin(input: $input) { export { url } userErrors { message } } }'
URL=$(operator "$YOU" "$EXPORT" "{\"input\":{\"format\":\"CHATS_CSV\",\"filter\":$FILTER}}" | field url)
case $URL in
    /*) URL=$SERVER$URL ;;
esac
curl -sSf "$URL" -o "$FOLDER/chats.csv"
desk chat export --email you@example.org --filter "$FILTER" >"$FOLDER/chats-by-command.csv"
cmp "$FOLDER/chats.csv" "$FOLDER/chats-by-command.csv" || fail 'the two tables should be the same'
is 'lines with the head' "$(grep -c '' "$FOLDER/chats.csv")" 2
has 'the table' "$(cat "$FOLDER/chats.csv")" '"Ana Silva, Lisbon",Ben,Shipping,late order'
printf '  %s can be opened in a spreadsheet\n' "$FOLDER/chats.csv"

step 'Ben leaves: why does he not see the chat?'
WHY='query($operatorId: ID!, $chatId: ID!) { whyNot(operatorId: $operatorId, chatId: $chatId) { isAllowed remedies } }'
WHY_BEN="{\"operatorId\":\"$BEN\",\"chatId\":\"$CHAT\"}"
is 'he sees it' "$(operator "$YOU" "$WHY" "$WHY_BEN" | field isAllowed)" true
desk operator deactivate --email ben@example.org
BECAUSE=$(operator "$YOU" "$WHY" "$WHY_BEN")
is 'he sees it' "$(printf %s "$BECAUSE" | field isAllowed)" false
has 'what would change it' "$BECAUSE" 'let them sign in: they are not active'
TOLD=$(desk why-not --email ben@example.org --chat "$NUMBER")
has 'the command' "$TOLD" "ben@example.org does not see $CHAT."
has 'the command' "$TOLD" 'To change it: let them sign in: they are not active.'
desk operator activate --email ben@example.org
is 'he sees it' "$(operator "$YOU" "$WHY" "$WHY_BEN" | field isAllowed)" true

step 'Who did what to the chat'
AUDIT=$(desk audit --subject "$CHAT")
printf '%s\n' "$AUDIT" | sed 's/^/  /'
for act in 'ada@example.org  chat.forward' 'ben@example.org  chat.take_forward' 'ben@example.org  chat.snooze'; do
    has 'the audit log' "$AUDIT" "$act"
done

step 'Ana wants to be forgotten'
SEARCH='query($kind: SearchKind!, $words: String!) { search(query: $words, kinds: [$kind]) { nodes { __typename } } }'
finds CONTACT Silva 1
finds MESSAGE 4127 1
desk contact erase --contact "$CONTACT" --confirm 'Ana Silva, Lisbon'
finds CONTACT Silva 0
finds MESSAGE 4127 0
BOTH='query($contact: ID!, $chat: ID!) { contact(id: $contact) { id } chat(id: $chat) { id } }'
GONE=$(operator "$YOU" "$BOTH" "{\"contact\":\"$CONTACT\",\"chat\":\"$CHAT\"}")
is 'the contact' "$(printf %s "$GONE" | field contact)" null
is 'the chat' "$(printf %s "$GONE" | field chat)" null
has 'the audit log' "$(desk audit --subject "$CONTACT")" 'SYSTEM  contact.erase'

printf '\nAll %s steps did what they should.\n' "$STEP"
