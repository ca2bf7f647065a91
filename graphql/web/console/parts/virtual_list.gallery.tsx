import { useRef, useState } from "react";
import type { Story } from "../gallery";
import { Avatar } from "./avatar";
import { Button } from "./button";
import { VirtualList, type VirtualListHandle } from "./virtual_list";

const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, place) => `${from + place}`);
const box = { blockSize: 260 };

function Chats() {
  const [openId, setOpenId] = useState("3");
  return (
    <div style={box}>
      <VirtualList
        label="Chats"
        kind="listbox"
        ids={ids(0, 50_000)}
        estimate={() => 64}
        openId={openId}
        onOpen={setOpenId}
        render={(id) => (
          <div className="gallery-row">
            <Avatar id={id} name={`Customer ${id}`} />
            Customer {id}
          </div>
        )}
      />
    </div>
  );
}

function Messages() {
  const [first, setFirst] = useState(1_000);
  const [last, setLast] = useState(1_050);
  const list = useRef<VirtualListHandle>(null);
  return (
    <>
      <div style={box}>
        <VirtualList
          ref={list}
          label="Messages"
          kind="feed"
          ids={ids(first, last - first)}
          estimate={() => 40}
          render={(id) => (
            <div className="gallery-row">
              Message {id} {"with more to say ".repeat(Number(id) % 7)}
            </div>
          )}
        />
      </div>
      <div className="gallery-row">
        <Button onPress={() => setFirst(first - 50)}>50 older</Button>
        <Button onPress={() => setLast(last + 1)}>One newer</Button>
        <Button onPress={() => list.current?.showEnd()}>To the newest</Button>
      </div>
    </>
  );
}

export default {
  name: "VirtualList",
  isWide: true,
  states: {
    chats: <Chats />,
    messages: <Messages />,
  },
} satisfies Story;
