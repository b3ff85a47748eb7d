using System.Text.Json;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>
/// A program that reads a secret of Secret Manager as the person whom gcloud left credentials of, by Google's own addresses.
/// </summary>
public sealed class CredentialFileTests
{
    private const string RefreshToken = "1//0refresh-token-that-nobody-may-see-in-any-message";

    [Fact]
    public async Task What_gcloud_left_for_a_user_is_taken_and_what_is_wrong_with_it_is_said_once()
    {
        using TemporaryFolder folder = new();
        await using GoogleStandIn google = new();
        google.Secrets["app-password"] = "hidden";
        string? refusal = null;
        await using RestServer tokens = new(request => request.Header("Host") == "oauth2.googleapis.com" && request.Path == "/token"
            ? refusal is not null ? RestAnswer.Fails(400, refusal, "application/json") : Right(request, google.Token)
            : RestAnswer.Fails(404));
        await using SecureProxy proxy = new(tokens.Url, folder["authority.pem"]);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, """
            secret app_password = gcp.secret("app-password")
            connection app: postgres { host: "127.0.0.1", port: 1, database: "d", user: "app", password: app_password }
            source rows: { n: int64 } from generator { rows: 5, columns: { n: sequence(1) } }
            pipeline fill { write rows to app.table("public.t") }
            """);
        foreach ((string name, string value) in google.Variables.Concat(proxy.Variables))
        {
            program.Variables[name] = value;
        }

        program.Variables["HOME"] = folder["home"];
        program.Variables["GOOGLE_CLOUD_PROJECT"] = "taxi-test";
        string left = folder.Write("home/.config/gcloud/application_default_credentials.json", User(RefreshToken));
        string said = await DoctorAsync();
        Assert.Contains("ok    secret app_password: found in Secret Manager as app-password", said, StringComparison.Ordinal);
        Assert.Single(tokens.Requests);

        refusal = $$"""{"error": "invalid_grant", "error_description": "Token {{RefreshToken}} has been expired or revoked."}""";
        said = await DoctorAsync();
        Assert.Contains("RT2059", said, StringComparison.Ordinal);
        Assert.Contains("oauth2.googleapis.com says 400: Token 1//*** has been expired or revoked.", said, StringComparison.Ordinal);
        Assert.Contains($"(credentials of {left})", said, StringComparison.Ordinal);

        folder.Write("home/.config/gcloud/application_default_credentials.json", User(""));
        said = await DoctorAsync();
        Assert.Contains("RT2058", said, StringComparison.Ordinal);
        Assert.Contains($"{left}, which gcloud left: it has no `refresh_token`", said, StringComparison.Ordinal);

        program.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = folder["none.json"];
        Assert.Contains("there is no file as GOOGLE_APPLICATION_CREDENTIALS names it", await DoctorAsync(), StringComparison.Ordinal);

        async Task<string> DoctorAsync()
        {
            CommandResult doctor = await Command.RunAsync(program.Executable, program.Folder, ["doctor"], program.Variables);
            foreach (string secret in new[] { RefreshToken[4..], "GOCSPX", "ya29" })
            {
                Assert.DoesNotContain(secret, doctor.ToString(), StringComparison.Ordinal);
            }

            return doctor.ToString();
        }
    }

    private static string User(string refresh) => JsonSerializer.Serialize(new
    {
        type = "authorized_user",
        client_id = "c.apps.googleusercontent.com",
        client_secret = "GOCSPX-hidden",
        refresh_token = refresh,
    });

    private static RestAnswer Right(RestRequest request, string token) =>
        request.Body.Contains("grant_type=refresh_token", StringComparison.Ordinal)
        && request.Body.Contains(Uri.EscapeDataString(RefreshToken), StringComparison.Ordinal)
            ? RestAnswer.Json(JsonSerializer.Serialize(new { access_token = token, expires_in = 3599, token_type = "Bearer" }))
            : RestAnswer.Fails(400);
}
