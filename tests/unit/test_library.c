/* The public interface, used as a program that links the library would use it. */
#include "reggap.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static rg_session *open_session(const char *as_of) {
    rg_session *session = NULL;
    cr_assert_eq(rg_session_open(&session, as_of, NULL, 0), RG_OK);
    cr_assert_not_null(session);
    return session;
}

static int ask(rg_session *session, const char *question, const char *profile, const char *markets, const char **json) {
    return rg_session_ask(session, question, "device.yaml", profile, strlen(profile), markets, NULL, json);
}

/* MDR Annex VIII, 4.1, rule 1: a non-invasive device is in class I unless another rule applies. */
static const char wheelchair[] = "reggap: profile/1\nhome: jp\ncomplete: true\n"
                                 "attributes: {product_type: medical_device, contact: [intact_skin]}\n";

Test(library, classifies_a_wheelchair) {
    rg_session *session = open_session("2026-11-23");
    const char *json = NULL;
    cr_assert_eq(ask(session, "classify", wheelchair, "eu", &json), RG_OK);
    cr_assert_not_null(strstr(json, "\"class\":{\"value\":\"I\",\"status\":\"determined\""));
    cr_assert_not_null(strstr(json, "\"as_of\":\"2026-11-23\""));
    rg_session_free(session);
}

Test(library, answers_again_and_again_from_one_session) {
    rg_session *session = open_session("2026-11-23");
    const char *json = NULL;
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(ask(session, "compare", wheelchair, "eu,us", &json), RG_OK);
        cr_assert_not_null(strstr(json, "\"home\":\"jp\""));
        cr_assert_eq(ask(session, "markets", "", "all", &json), RG_OK);
        cr_assert_not_null(strstr(json, "\"market\":\"jp\""));
    }
    rg_session_free(session);
}

Test(library, tells_mistakes_with_their_places) {
    rg_session *session = open_session("2026-11-23");
    const char *json = "";
    const rg_message *messages;
    cr_assert_eq(ask(session, "classify", "reggap: profile/1\nattributes:\n  sofware: none\n", "eu", &json),
                 RG_E_INPUT);
    cr_assert_null(json);
    cr_assert_eq(rg_session_messages(session, &messages), 1);
    cr_assert_eq(messages[0].line, 3);
    cr_assert_eq(messages[0].column, 3);
    cr_assert_eq(messages[0].error, 1);
    cr_assert_str_eq(messages[0].path, "device.yaml");
    cr_assert_str_eq(messages[0].message, "unknown attribute 'sofware' (did you mean 'software'?)");
    cr_assert_eq(ask(session, "classify", wheelchair, "eu", &json), RG_OK);
    cr_assert_eq(rg_session_messages(session, &messages), 0);
    rg_session_free(session);
}

Test(library, refuses_what_is_no_question) {
    rg_session *session = open_session("2026-11-23");
    const char *json;
    cr_assert_eq(ask(session, "sing", wheelchair, "eu", &json), RG_E_USAGE);
    cr_assert_eq(ask(session, "classify", wheelchair, "atlantis", &json), RG_E_USAGE);
    cr_assert_eq(ask(session, "classify", wheelchair, "", &json), RG_E_USAGE);
    rg_session_free(session);
}

Test(library, refuses_a_date_that_is_none) {
    rg_session *session = (rg_session *)1;
    cr_assert_eq(rg_session_open(&session, "2026-02-30", NULL, 0), RG_E_USAGE);
    cr_assert_null(session);
    rg_session_free(NULL);
}

Test(library, keeps_the_messages_of_a_folder_it_cannot_read) {
    const char *folders[] = {"/nonexistent-folder"};
    rg_session *session = NULL;
    const rg_message *messages;
    cr_assert_eq(rg_session_open(&session, "2026-11-23", folders, 1), RG_E_INPUT);
    cr_assert_not_null(session);
    cr_assert_eq(rg_session_messages(session, &messages), 1);
    const char *json;
    cr_assert_eq(ask(session, "classify", wheelchair, "eu", &json), RG_E_USAGE);
    rg_session_free(session);
}
