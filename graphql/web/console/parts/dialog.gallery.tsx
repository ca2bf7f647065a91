import { useState } from "react";
import type { Story } from "../gallery";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextField } from "./text_field";

function Form() {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const close = () => setOpen(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>New label</Button>
      <Dialog
        title="New label"
        isOpen={isOpen}
        onClose={close}
        actions={
          <>
            <Button tone="quiet" onPress={close}>
              Cancel
            </Button>
            <Button tone="primary" onPress={close}>
              Create label
            </Button>
          </>
        }
      >
        <TextField label="Name" value={name} onChange={setName} help="At most 60 characters." />
      </Dialog>
    </>
  );
}

function Question() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button tone="danger" onPress={() => setOpen(true)}>
        Delete chat
      </Button>
      <Dialog
        title="Delete chat 4127?"
        role="alertdialog"
        isOpen={isOpen}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>Keep it</Button>
            <Button tone="danger" onPress={close}>
              Delete chat
            </Button>
          </>
        }
      >
        <p>Its 41 messages and 3 files are gone for everybody, also for the customer.</p>
      </Dialog>
    </>
  );
}

export default {
  name: "Dialog",
  states: { "with a form": <Form />, "before what cannot be undone": <Question /> },
} satisfies Story;
