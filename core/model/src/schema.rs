//! What a table is: its columns as diesel sees them, the same on both databases. The migrations are the
//! source; a test of the store's suite compares them.

diesel::table! {
    roles (role_id) {
        role_id -> BigInt,
        name -> Text,
        is_built_in -> Bool,
        permissions -> crate::sql::JsonText,
        is_totp_required -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    operators (operator_id) {
        operator_id -> BigInt,
        email -> Text,
        name -> Text,
        role_id -> BigInt,
        password_hash -> Nullable<Text>,
        is_active -> Bool,
        avatar_sha256 -> Nullable<Text>,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
        avatar -> Nullable<Binary>,
    }
}

diesel::table! {
    schedules (schedule_id) {
        schedule_id -> BigInt,
        name -> Text,
        time_zone -> Text,
        is_default -> Bool,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    schedule_hours (schedule_id, weekday, from_minute) {
        schedule_id -> BigInt,
        weekday -> Text,
        from_minute -> Integer,
        to_minute -> Integer,
    }
}

diesel::table! {
    schedule_holidays (schedule_id, day) {
        schedule_id -> BigInt,
        day -> Text,
        name -> Text,
        openings -> crate::sql::JsonText,
    }
}

diesel::table! {
    teams (team_id) {
        team_id -> BigInt,
        name -> Text,
        key -> Text,
        escalates_to_team_id -> Nullable<BigInt>,
        forward_expires_ms -> Nullable<BigInt>,
        schedule_id -> Nullable<BigInt>,
        deleted_at -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    team_operators (team_id, operator_id) {
        team_id -> BigInt,
        operator_id -> BigInt,
    }
}

diesel::table! {
    operator_presences (operator_id) {
        operator_id -> BigInt,
        status -> Text,
        since_at -> BigInt,
        seen_at -> BigInt,
        is_auto_offline -> Bool,
        message -> Nullable<Text>,
    }
}

diesel::table! {
    operator_preferences (operator_id) {
        operator_id -> BigInt,
        theme -> Text,
        density -> Text,
        language -> Nullable<Text>,
        is_enter_sending -> Bool,
        has_single_keys -> Bool,
        list_width -> Nullable<BigInt>,
        panel_width -> Nullable<BigInt>,
        sound_volume -> BigInt,
        in_app -> crate::sql::JsonText,
        sounds -> crate::sql::JsonText,
        pushes -> crate::sql::JsonText,
        is_text_pushed -> Bool,
        quiet_from_minute -> Nullable<BigInt>,
        quiet_to_minute -> Nullable<BigInt>,
        quiet_time_zone -> Nullable<Text>,
        version -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    operator_spans (span_id) {
        span_id -> BigInt,
        operator_id -> BigInt,
        status -> Text,
        begun_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        source -> Text,
    }
}

diesel::table! {
    operator_totps (operator_id) {
        operator_id -> BigInt,
        sealed_secret -> Binary,
        created_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
        last_step -> BigInt,
    }
}

diesel::table! {
    recovery_codes (operator_id, code_hash) {
        operator_id -> BigInt,
        code_hash -> Text,
    }
}

diesel::table! {
    operator_subjects (issuer, subject) {
        issuer -> Text,
        subject -> Text,
        operator_id -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    used_sign_ins (state_hash) {
        state_hash -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    sign_in_failures (email_hash, peer) {
        email_hash -> Text,
        peer -> Text,
        failure_count -> BigInt,
        counted_from_at -> BigInt,
        locked_until_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (session_id) {
        session_id -> BigInt,
        secret_hash -> Text,
        operator_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        channel_id -> Nullable<BigInt>,
        platform_id -> Nullable<Text>,
        secret_generation -> Nullable<BigInt>,
        user_agent -> Nullable<Text>,
        remote_network -> Nullable<Text>,
        created_at -> BigInt,
        last_used_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    tokens (token_id) {
        token_id -> BigInt,
        secret_hash -> Text,
        operator_id -> BigInt,
        name -> Text,
        permissions -> crate::sql::JsonText,
        created_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
        expires_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    first_admin_links (secret_hash) {
        secret_hash -> Text,
        role_id -> BigInt,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitations (invitation_id) {
        invitation_id -> BigInt,
        secret_hash -> Text,
        email -> Text,
        role_id -> BigInt,
        team_ids -> crate::sql::JsonText,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        expires_at -> BigInt,
        accepted_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    channels (channel_id) {
        channel_id -> BigInt,
        plugin -> Text,
        key -> Text,
        name -> Text,
        state -> Text,
        state_reason -> Nullable<Text>,
        settings -> crate::sql::JsonText,
        account -> Nullable<Text>,
        team_id -> Nullable<BigInt>,
        is_polled -> Bool,
        poll_cursor -> Nullable<Text>,
        reopen_within_ms -> Nullable<BigInt>,
        schedule_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    channel_members (channel_id, kind, member_id) {
        channel_id -> BigInt,
        kind -> Text,
        member_id -> BigInt,
    }
}

diesel::table! {
    channel_secrets (channel_id, name) {
        channel_id -> BigInt,
        name -> Text,
        sealed -> Binary,
        generation -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    plugin_values (channel_id, key) {
        channel_id -> BigInt,
        key -> Text,
        value -> Binary,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    contacts (contact_id) {
        contact_id -> BigInt,
        name -> Text,
        name_folded -> Text,
        name_key -> Text,
        name_stamp -> BigInt,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        role -> Nullable<Text>,
        locale -> Nullable<Text>,
        time_zone -> Nullable<Text>,
        attributes -> crate::sql::JsonText,
        is_verified -> Bool,
        is_blocked -> Bool,
        united_into_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    contact_addresses (origin_id, kind) {
        origin_id -> BigInt,
        kind -> Text,
        contact_id -> BigInt,
        normal -> Text,
        value -> Text,
    }
}

diesel::table! {
    blocked_addresses (blocked_address_id) {
        blocked_address_id -> BigInt,
        kind -> Text,
        normal -> Text,
        value -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    contact_attributes (contact_id, key) {
        contact_id -> BigInt,
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    identities (identity_id) {
        identity_id -> BigInt,
        contact_id -> BigInt,
        first_contact_id -> BigInt,
        channel_id -> BigInt,
        platform_id -> Text,
        name -> Nullable<Text>,
        username -> Nullable<Text>,
        locale -> Nullable<Text>,
        verified -> Nullable<crate::sql::JsonText>,
        is_reachable -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    identity_aliases (channel_id, value, kind) {
        channel_id -> BigInt,
        kind -> Text,
        value -> Text,
        identity_id -> BigInt,
    }
}

diesel::table! {
    close_reasons (close_reason_id) {
        close_reason_id -> BigInt,
        name -> Text,
        is_active -> Bool,
    }
}

diesel::table! {
    labels (label_id) {
        label_id -> BigInt,
        name -> Text,
        color -> Text,
        is_active -> Bool,
        merged_into_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    reference_kinds (reference_kind_id) {
        reference_kind_id -> BigInt,
        key -> Text,
        name -> Text,
        url_template -> Nullable<Text>,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    contact_roles (contact_role_id) {
        contact_role_id -> BigInt,
        key -> Text,
        name -> Text,
        color -> Text,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    attribute_kinds (attribute_kind_id) {
        attribute_kind_id -> BigInt,
        subject -> Text,
        key -> Text,
        name -> Text,
        value_type -> Text,
        choices -> crate::sql::JsonText,
        pattern -> Nullable<Text>,
        owner -> Text,
        is_filterable -> Bool,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    templates (template_id) {
        template_id -> BigInt,
        scope -> Text,
        operator_id -> Nullable<BigInt>,
        team_id -> Nullable<BigInt>,
        shortcut -> Text,
        title -> Text,
        folder -> Nullable<Text>,
        default_locale -> Text,
        use_count -> BigInt,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    template_texts (template_id, locale) {
        template_id -> BigInt,
        locale -> Text,
        body -> Text,
        format -> Text,
    }
}

diesel::table! {
    macros (macro_id) {
        macro_id -> BigInt,
        scope -> Text,
        operator_id -> Nullable<BigInt>,
        team_id -> Nullable<BigInt>,
        title -> Text,
        acts -> crate::sql::JsonText,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    replacements (replacement_id) {
        replacement_id -> BigInt,
        scope -> Text,
        operator_id -> Nullable<BigInt>,
        team_id -> Nullable<BigInt>,
        token -> Text,
        text -> Text,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    views (view_id) {
        view_id -> BigInt,
        scope -> Text,
        operator_id -> Nullable<BigInt>,
        team_id -> Nullable<BigInt>,
        name -> Text,
        filter -> crate::sql::JsonText,
        chat_order -> Text,
        position -> BigInt,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    rules (rule_id) {
        rule_id -> BigInt,
        key -> Text,
        title -> Text,
        position -> BigInt,
        state -> Text,
        state_reason -> Nullable<Text>,
        newest_number -> BigInt,
        live_number -> Nullable<BigInt>,
        enabled_by_id -> Nullable<BigInt>,
        permissions -> crate::sql::JsonText,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    rule_versions (rule_version_id) {
        rule_version_id -> BigInt,
        rule_id -> BigInt,
        number -> BigInt,
        source -> Text,
        tests -> Text,
        operator_id -> Nullable<BigInt>,
        comment -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    rule_lists (rule_list_id) {
        rule_list_id -> BigInt,
        key -> Text,
        words -> Text,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    retention_rules (retention_rule_id) {
        retention_rule_id -> BigInt,
        name -> Text,
        filter -> crate::sql::JsonText,
        after_ms -> BigInt,
        act -> Text,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    chats (chat_id) {
        chat_id -> BigInt,
        number -> BigInt,
        channel_id -> BigInt,
        contact_id -> BigInt,
        identity_id -> BigInt,
        platform_chat -> Text,
        platform_thread -> Nullable<Text>,
        is_current -> Bool,
        reply_context -> crate::sql::JsonText,
        subject -> Nullable<Text>,
        language -> Nullable<Text>,
        round -> BigInt,
        status -> Text,
        waiting_on -> Text,
        waiting_since -> Nullable<BigInt>,
        priority -> Text,
        escalation_level -> BigInt,
        snoozed_until -> Nullable<BigInt>,
        is_snooze_kept -> Bool,
        operator_id -> Nullable<BigInt>,
        team_id -> Nullable<BigInt>,
        last_message_id -> Nullable<BigInt>,
        last_author_kind -> Nullable<Text>,
        last_message_at -> BigInt,
        inbound_count -> BigInt,
        draft_count -> BigInt,
        close_reason_id -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
        deleted_at -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    chat_routes (chat_id, identity_id) {
        chat_id -> BigInt,
        identity_id -> BigInt,
        channel_id -> BigInt,
        platform_chat -> Text,
        platform_thread -> Nullable<Text>,
        reply_context -> crate::sql::JsonText,
        is_current -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    participants (chat_id, operator_id) {
        chat_id -> BigInt,
        operator_id -> BigInt,
        joined_at -> BigInt,
        left_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    chat_reads (chat_id, operator_id) {
        chat_id -> BigInt,
        operator_id -> BigInt,
        read_count -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    drafts (draft_id) {
        draft_id -> BigInt,
        chat_id -> BigInt,
        operator_id -> BigInt,
        kind -> Text,
        body -> Text,
        format -> Text,
        quoted_message_id -> Nullable<BigInt>,
        attachment_ids -> crate::sql::JsonText,
        device -> Text,
        discarded_body -> Nullable<Text>,
        discarded_device -> Nullable<Text>,
        discarded_at -> Nullable<BigInt>,
        version -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    pending_replies (pending_reply_id) {
        pending_reply_id -> BigInt,
        chat_id -> BigInt,
        operator_id -> BigInt,
        token_id -> Nullable<BigInt>,
        kind -> Text,
        identity_id -> Nullable<BigInt>,
        body -> Text,
        format -> Text,
        quoted_message_id -> Nullable<BigInt>,
        attachment_ids -> crate::sql::JsonText,
        if_last_message_id -> Nullable<BigInt>,
        close_reason_id -> Nullable<BigInt>,
        release_at -> BigInt,
        state -> Text,
        error_code -> Nullable<Text>,
        error_message -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    chat_labels (chat_id, label_id) {
        chat_id -> BigInt,
        label_id -> BigInt,
    }
}

diesel::table! {
    chat_attributes (chat_id, key) {
        chat_id -> BigInt,
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    chat_examples (chat_id) {
        chat_id -> BigInt,
        operator_id -> BigInt,
        title -> Text,
        solution -> Text,
        set_at -> BigInt,
    }
}

diesel::table! {
    chat_references (chat_id, reference_kind_id, external_id) {
        chat_id -> BigInt,
        reference_kind_id -> BigInt,
        external_id -> Text,
        title -> Nullable<Text>,
        author_kind -> Text,
        author_id -> Nullable<BigInt>,
        set_at -> BigInt,
    }
}

diesel::table! {
    chat_ratings (chat_id, round) {
        chat_id -> BigInt,
        round -> BigInt,
        score -> BigInt,
        comment -> Nullable<Text>,
        rated_at -> BigInt,
    }
}

diesel::table! {
    messages (message_id) {
        message_id -> BigInt,
        chat_id -> BigInt,
        position -> BigInt,
        author_kind -> Text,
        author_id -> Nullable<BigInt>,
        identity_id -> Nullable<BigInt>,
        client_mutation_id -> Nullable<Text>,
        template_id -> Nullable<BigInt>,
        body -> Text,
        format -> Text,
        quoted_message_id -> Nullable<BigInt>,
        quoted_text -> Nullable<Text>,
        extra -> crate::sql::JsonText,
        platform_order -> Nullable<Text>,
        platform_at -> Nullable<BigInt>,
        edited_at -> Nullable<BigInt>,
        deleted_at -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    message_versions (message_id, version) {
        message_id -> BigInt,
        version -> BigInt,
        body -> Text,
        replaced_at -> BigInt,
    }
}

diesel::table! {
    message_references (channel_id, platform_chat, platform_id, platform_thread, part) {
        channel_id -> BigInt,
        platform_chat -> Text,
        platform_id -> Text,
        platform_thread -> Text,
        part -> Text,
        message_id -> BigInt,
    }
}

diesel::table! {
    reactions (message_id, author_kind, author_id, emoji) {
        message_id -> BigInt,
        author_kind -> Text,
        author_id -> BigInt,
        emoji -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    notes (note_id) {
        note_id -> BigInt,
        chat_id -> Nullable<BigInt>,
        contact_id -> BigInt,
        operator_id -> Nullable<BigInt>,
        rule_id -> Nullable<BigInt>,
        kind -> Text,
        body -> Text,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    forwards (forward_id) {
        forward_id -> BigInt,
        chat_id -> BigInt,
        operator_id -> BigInt,
        from_operator_id -> Nullable<BigInt>,
        from_team_id -> Nullable<BigInt>,
        to_operator_id -> Nullable<BigInt>,
        to_team_id -> Nullable<BigInt>,
        note_id -> BigInt,
        is_staying -> Bool,
        state -> Text,
        offered_at -> BigInt,
        expires_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notifications (notification_id) {
        notification_id -> BigInt,
        operator_id -> BigInt,
        kind -> Text,
        chat_id -> Nullable<BigInt>,
        subject_id -> BigInt,
        source_seq -> BigInt,
        at -> BigInt,
        read_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    push_subscriptions (push_subscription_id) {
        push_subscription_id -> BigInt,
        operator_id -> BigInt,
        session_id -> Nullable<BigInt>,
        endpoint -> Text,
        p256dh -> Text,
        auth -> Text,
        user_agent -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    alerts (alert_id) {
        alert_id -> BigInt,
        push_subscription_id -> BigInt,
        notification_id -> Nullable<BigInt>,
        attempt_count -> Integer,
        next_attempt_at -> BigInt,
    }
}

diesel::table! {
    unites (unite_id) {
        unite_id -> BigInt,
        kept_id -> BigInt,
        pulled_id -> BigInt,
        filled -> crate::sql::JsonText,
        operator_id -> BigInt,
        created_at -> BigInt,
        undone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    unite_moves (unite_id, kind, row_id) {
        unite_id -> BigInt,
        kind -> Text,
        row_id -> BigInt,
    }
}

diesel::table! {
    duplicate_dismissals (contact_id, other_id) {
        contact_id -> BigInt,
        other_id -> BigInt,
    }
}

diesel::table! {
    erasures (contact_id) {
        contact_id -> BigInt,
        root_id -> BigInt,
        is_recorded -> Bool,
        begun_at -> BigInt,
    }
}

diesel::table! {
    attachments (attachment_id) {
        attachment_id -> BigInt,
        chat_id -> BigInt,
        message_id -> Nullable<BigInt>,
        place -> Integer,
        kind -> Text,
        name -> Text,
        mime -> Text,
        size_bytes -> BigInt,
        sha256 -> Nullable<Text>,
        has_thumbnail -> Bool,
        state -> Text,
        error -> Nullable<Text>,
        platform_token -> Nullable<Text>,
        extra -> crate::sql::JsonText,
        author_kind -> Text,
        author_id -> Nullable<BigInt>,
        attempt_count -> Integer,
        next_attempt_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        kept_until -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    contents (sha256) {
        sha256 -> Text,
        size_bytes -> BigInt,
        thumbnail_sha256 -> Nullable<Text>,
        removal_until -> Nullable<BigInt>,
    }
}

diesel::table! {
    file_meters (name, channel_id) {
        name -> Text,
        channel_id -> BigInt,
        bytes -> BigInt,
    }
}

diesel::table! {
    deliveries (delivery_id) {
        delivery_id -> BigInt,
        message_id -> BigInt,
        chat_id -> BigInt,
        channel_id -> BigInt,
        identity_id -> BigInt,
        operation -> Text,
        state -> Text,
        attempt_count -> Integer,
        next_attempt_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        worker_id -> Nullable<Text>,
        attempt_started_at -> Nullable<BigInt>,
        error_code -> Nullable<Text>,
        error_message -> Nullable<Text>,
        sent_at -> Nullable<BigInt>,
        delivered_at -> Nullable<BigInt>,
        read_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    inbound_requests (inbound_request_id) {
        inbound_request_id -> BigInt,
        channel_id -> BigInt,
        method -> Text,
        path -> Text,
        query -> Text,
        headers -> Binary,
        body -> Binary,
        received_at -> BigInt,
        state -> Text,
        attempt_count -> Integer,
        next_attempt_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        worker_id -> Nullable<Text>,
        error -> Nullable<Text>,
        plugin_version -> Nullable<Text>,
        identity_id -> Nullable<BigInt>,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    inbound_keys (channel_id, dedup) {
        channel_id -> BigInt,
        dedup -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    events (seq) {
        seq -> BigInt,
        transaction_id -> BigInt,
        at -> BigInt,
        kind -> Text,
        author_kind -> Text,
        author_id -> Nullable<BigInt>,
        subject_kind -> Text,
        subject_id -> BigInt,
        chat_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        channel_id -> Nullable<BigInt>,
        detail -> crate::sql::JsonText,
    }
}

diesel::table! {
    acts (act_id) {
        act_id -> BigInt,
        chat_id -> BigInt,
        at -> BigInt,
        kind -> Text,
        round -> BigInt,
        author_kind -> Text,
        author_id -> Nullable<BigInt>,
        detail -> crate::sql::JsonText,
    }
}

diesel::table! {
    cursors (follower) {
        follower -> Text,
        cursor -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    mutation_keys (author, key) {
        author -> Text,
        key -> Text,
        request_hash -> Text,
        answer -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    audit_lines (audit_id) {
        audit_id -> BigInt,
        at -> BigInt,
        author_kind -> Text,
        author_id -> Nullable<BigInt>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> BigInt,
        before -> Nullable<crate::sql::JsonText>,
        after -> Nullable<crate::sql::JsonText>,
        request_id -> Nullable<Text>,
        remote_address -> Nullable<Text>,
        user_agent -> Nullable<Text>,
        credential_id -> Nullable<Text>,
    }
}

diesel::table! {
    visits (visit_id) {
        visit_id -> BigInt,
        channel_id -> BigInt,
        platform_id -> Text,
        first_contact_id -> BigInt,
        begun_at -> BigInt,
        seen_at -> BigInt,
        entry_url -> Text,
        referrer -> Nullable<Text>,
        url -> Text,
        title -> Nullable<Text>,
        page_count -> BigInt,
        browser -> Nullable<Text>,
        os -> Nullable<Text>,
        device -> Text,
        locale -> Nullable<Text>,
        time_zone -> Nullable<Text>,
        ip -> Nullable<Text>,
        country -> Nullable<Text>,
        city -> Nullable<Text>,
        chat_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    visit_pages (visit_id, position) {
        visit_id -> BigInt,
        position -> BigInt,
        url -> Text,
        title -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    consents (consent_id) {
        consent_id -> BigInt,
        channel_id -> BigInt,
        platform_id -> Text,
        purpose -> Text,
        is_given -> Bool,
        text_version -> Text,
        locale -> Nullable<Text>,
        source -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    broadcasts (broadcast_id) {
        broadcast_id -> BigInt,
        name -> Text,
        filter -> crate::sql::JsonText,
        template_id -> BigInt,
        texts -> crate::sql::JsonText,
        default_locale -> Text,
        channel_ids -> crate::sql::JsonText,
        rate_per_minute -> BigInt,
        state -> Text,
        begins_at -> Nullable<BigInt>,
        collected_id -> BigInt,
        is_collected -> Bool,
        recipient_count -> BigInt,
        sent_count -> BigInt,
        left_out_count -> BigInt,
        operator_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    broadcast_recipients (broadcast_id, contact_id) {
        broadcast_id -> BigInt,
        contact_id -> BigInt,
        identity_id -> Nullable<BigInt>,
        channel_id -> Nullable<BigInt>,
        state -> Text,
        reason -> Nullable<Text>,
        message_id -> Nullable<BigInt>,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    broadcast_paces (channel_id) {
        channel_id -> BigInt,
        next_at -> BigInt,
    }
}

diesel::table! {
    rule_runs (rule_run_id) {
        rule_run_id -> BigInt,
        rule_id -> BigInt,
        number -> BigInt,
        chat_id -> BigInt,
        event -> Text,
        at -> BigInt,
        outcome -> Text,
        intents -> crate::sql::JsonText,
        steps -> crate::sql::JsonText,
        line -> Nullable<Integer>,
        problem -> Nullable<Text>,
    }
}

diesel::table! {
    rule_places (rule_id, start, step, schedule_id) {
        rule_id -> BigInt,
        start -> Text,
        step -> BigInt,
        schedule_id -> BigInt,
        since -> BigInt,
        chat_id -> BigInt,
    }
}

diesel::table! {
    rule_timers (rule_timer_id) {
        rule_timer_id -> BigInt,
        rule_id -> BigInt,
        chat_id -> BigInt,
        name -> Text,
        round -> BigInt,
        until -> Nullable<Text>,
        set_at -> BigInt,
        due_at -> BigInt,
    }
}

diesel::table! {
    timers (timer_id) {
        timer_id -> BigInt,
        due_at -> BigInt,
        kind -> Text,
        subject_id -> BigInt,
        set_at -> BigInt,
    }
}

diesel::table! {
    leases (name) {
        name -> Text,
        worker_id -> Text,
        lease_until -> BigInt,
    }
}

diesel::table! {
    migrations (version) {
        version -> Text,
        kind -> Text,
        opens_from -> Text,
    }
}

diesel::table! {
    chat_numbers (id) {
        id -> BigInt,
        last -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    roles,
    operators,
    schedules,
    schedule_hours,
    schedule_holidays,
    teams,
    team_operators,
    operator_presences,
    operator_preferences,
    operator_spans,
    operator_totps,
    recovery_codes,
    operator_subjects,
    used_sign_ins,
    sign_in_failures,
    sessions,
    tokens,
    first_admin_links,
    invitations,
    channels,
    channel_members,
    channel_secrets,
    plugin_values,
    contacts,
    contact_addresses,
    blocked_addresses,
    contact_attributes,
    identities,
    identity_aliases,
    close_reasons,
    labels,
    reference_kinds,
    contact_roles,
    attribute_kinds,
    templates,
    template_texts,
    macros,
    replacements,
    views,
    rules,
    rule_versions,
    rule_lists,
    retention_rules,
    chats,
    chat_routes,
    participants,
    chat_reads,
    drafts,
    pending_replies,
    chat_labels,
    chat_attributes,
    chat_examples,
    chat_references,
    chat_ratings,
    messages,
    message_versions,
    message_references,
    reactions,
    notes,
    forwards,
    notifications,
    push_subscriptions,
    alerts,
    unites,
    unite_moves,
    duplicate_dismissals,
    erasures,
    attachments,
    contents,
    file_meters,
    deliveries,
    inbound_requests,
    inbound_keys,
    events,
    acts,
    cursors,
    mutation_keys,
    settings,
    audit_lines,
    visits,
    visit_pages,
    consents,
    broadcasts,
    broadcast_recipients,
    broadcast_paces,
    rule_runs,
    rule_places,
    rule_timers,
    timers,
    leases,
    migrations,
);
