package drover.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people's secrets look like, and what only looks a little like them. */
class RedactorShapesTest {
  private static final String SECRET = "Zq9wX7";

  private final Redactor redactor = new Redactor(List.of());

  /** In each the mark {@code @} stands for a part of the secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "sk-ant-api03-@aaaaaaaaaaaaaaaa_bbbbbbbbbbbb-cc",
        "sk-proj-@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "ghp_@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "gho_@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "github_pat_@aaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbb",
        "glpat-@aaaaaaaaaaaaaa",
        "AIzaSy@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "xoxb-123456789012-@aaaaaaaaaaaaaaaaaa",
        "xoxp-1-2-@aaaaaaaaaaaaa",
        "hf_@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "npm_@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "sk_live_@aaaaaaaaaaaaaaaaaaaa",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.@aaaaaaaaaa-bb_cc",
        "123456789:AA@aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Authorization: Bearer @aaaa.bb",
        "Authorization: Basic @aaaa==",
        "authorization=token @aaa",
        "-H 'Proxy-Authorization: Basic @a=='",
        "https://api.test/v1?token=@aaa",
        "https://api.test/v1?x=1&access_token=@aaa",
        "https://joe:@aa@host/path",
        "postgres://app:@a@db:5432/app",
        "password=@a",
        "PASSWORD = @a",
        "password: @a",
        "DB_PASSWORD=@a&b%c",
        "AWS_SECRET_ACCESS_KEY=@aaaa/bbbb+cc",
        "export OPENAI_API_KEY=@aaa",
        "api-key: @aaaaaa",
        "X-Api-Key: @aaaaaa",
        "client_secret: @aaaaaa",
        "{\"password\":\"@a\",\"x\":1}",
        "{\"password\": \"a\\\"@\"}",
        "{\\\"apiKey\\\":\\\"@aa\\\"}",
        "{'token': '@ two words @'}",
        "{&quot;token&quot;: &quot;@a&quot;}",
        "password=&quot;@ @&quot;",
        "Password=\"@",
        "Server=db;Uid=sa;Pwd=@a;",
        "token := \"@a\"",
        ":token => '@a'",
        "if password == \"@a\":",
        "Cookie: session=@a; other=@",
        "-----BEGIN RSA PRIVATE KEY-----\nMII@a\nbb@\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3Bl@\\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ@\n-----END PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN PRIVATE KEY-----\nMII@a\ncut off he@",
      })
  void hidesWhatIsSecretWhereverItStands(String shape) {
    String text = shape.replace("@a", SECRET + "a").replace("@ ", SECRET + " ");
    text = text.replaceAll("@(?!host|db)", SECRET);

    assertHidden(text);
    assertHidden("12:00:01 curl -s " + text + "\nthe next line");
    assertHidden("<b>Log</b>\n<blockquote>" + text + "</blockquote>");
    assertThat(redactor.redact("a (" + text + " then\nthe next line")).contains("a (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2062390b-441c-40e2-b4fb-5ef26d980d2d",
        "4b8g5f9c-663d-42f4-d6gc-7fg48e892f9g",
        "session 12345678:2062390b-441c-40e2-b4fb-5ef26d980d2d",
        "session 12345678:2062390B-441C-40E2-B4FB-5EF26D980D2D",
        "agent:main:main",
        "commit d37a63617e1a7fd1a4f5f7d84a441e804c2899ab",
        "line 123456:9cf170e0cdec88f2804c289084a441e0d37a636b53be7f",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "task-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1",
        "risk-assessment-of-the-2026-report-for-Q3",
        "sk-learn-pipeline-refactoring-and-more-words",
        "tokens=15420 tokensUsed: 15420, tokensLimit=50000",
        "max_tokens=4096 token=17",
        "Token limit exceeded",
        "the token: it expired",
        "a secret: nobody knows",
        "password=",
        "password=null",
        "password=${DB_PASSWORD}",
        "\"token\": null",
        "token=*** token=***",
        "PWD=/home/joe/work",
        "https://example.com:8080/a@b?key=value",
        "https://example.com/path:with:colons",
        "git@github.com:owner/name.git",
        "Asia and AIzawl",
        "ASIApacificRegionHead",
        "keyword: monkey=banana",
        "the bearer of it",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "12:30:05 at 2026-02-12T20:25:00Z, 1770928123456",
        "anthropic/claude-sonnet-4-20250514",
        "/Users/zonte/.openclaw/workspace/reference/CONSTITUTION-V3.md",
        "if token == expected:",
        "🪙 15.4k of 50k tokens · 31 %",
      })
  void leavesWhatOnlyLooksLikeIt(String text) {
    assertThat(redactor.redact(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "apiKey", "GITHUB_TOKEN", "client-secret"})
  void hidesAllOfAValueWhoseNameTells(String name) {
    assertThat(redactor.redact(name, "correct horse battery")).isEqualTo("***");
    assertThat(redactor.redact("note", "correct horse")).isEqualTo("correct horse");
    assertThat(redactor.redact("tokensUsed", "15420")).isEqualTo("15420");
  }

  private void assertHidden(String text) {
    String clean = redactor.redact(text);

    assertThat(clean).as(text).contains("***").doesNotContain(SECRET);
    assertThat(clean.contains("</blockquote>")).isEqualTo(text.contains("</blockquote>"));
    assertThat(redactor.redact(clean)).as("done twice").isEqualTo(clean);
  }
}
