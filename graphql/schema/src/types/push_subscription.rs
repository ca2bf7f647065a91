//! Browsers that the operator who calls is told in with the console closed.

use crate::{
    batch::batched,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, TOLD_TO_ITS_AUTHOR, Visible},
    types::event::event,
};
use async_graphql::ID;
use switchboard_desk::push::{CreateInput, create, delete, test};
use switchboard_graphql::{input, object, payload, scalars::DateTime};
use switchboard_model::{PushSubscriptionId, push};

batched!(PushSubscription of push::PushSubscription, push_subscription_id: PushSubscriptionId);

impl Noun for PushSubscription {
    const ROWS: Rows<Self> = |related, ids| related.push_subscriptions(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_push_subscriptions(ids);
    const IS_TOLD: IsTold = TOLD_TO_ITS_AUTHOR;
}

event! {
    /// A browser of yours is told with the console closed, or is no more.
    PushSubscriptionEvent {
        /// The browser as it is now; absent when it is told no more.
        push_subscription: PushSubscription
    }
}

/// A browser of yours that is told with the console closed, as long as you are signed in there. Nobody else sees it.
#[object(id = push_subscription_id)]
impl PushSubscription {
    /// The program, as it names itself; absent where it named none.
    fn user_agent(&self) -> Option<&str>;
    /// When it was first subscribed.
    fn created_at(&self) -> DateTime;
    /// When it was last renewed.
    fn updated_at(&self) -> DateTime;
}

input! {
    /// A browser, as its `PushSubscription` describes it.
    PushSubscriptionCreateInput into CreateInput {
        /// Where its push service takes what is for it.
        endpoint: String,
        /// Its public key, in base64url.
        public_key: String,
        /// The secret that it shares with this server, in base64url.
        secret: String,
    }

    /// The browser that is told no more.
    PushSubscriptionDeleteInput of PushSubscriptionId {
        /// The browser.
        push_subscription_id
    }

    /// The browser to try.
    PushSubscriptionTestInput of PushSubscriptionId {
        /// The browser.
        push_subscription_id
    }
}

payload!(PushSubscriptionCreatePayload, "The result of subscribing a browser.", push_subscription: PushSubscription, "The browser; absent when it was not subscribed.");
payload!(PushSubscriptionDeletePayload, "The result of telling a browser no more.", deleted_id: ID, "The id of the browser; absent when it was not deleted.");
payload!(PushSubscriptionTestPayload, "The result of trying a browser.", push_subscription: PushSubscription, "The browser; absent when nothing is pushed.");

mutations! {
    /// What is done with browsers that are told with the console closed.
    PushSubscriptionMutation {
        /// Subscribes a browser with `Viewer.pushPublicKey`, or renews it: do so at each start. One that somebody
        /// else was told in is yours from then on.
        push_subscription_create(PushSubscriptionCreateInput, "The browser.")
            -> PushSubscriptionCreatePayload { create }
        /// Tells a browser of yours no more.
        push_subscription_delete(PushSubscriptionDeleteInput, "The browser.")
            -> PushSubscriptionDeletePayload { delete }
        /// Pushes something to a browser of yours, so that you see that it works.
        push_subscription_test(PushSubscriptionTestInput, "The browser.")
            -> PushSubscriptionTestPayload { test }
    }
}
