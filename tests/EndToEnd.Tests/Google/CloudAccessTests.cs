using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlowLang.EndToEnd.Tests.Build;
using Npgsql;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>
/// A program whose password is a secret of Secret Manager, and one that has a token for a password, against a real PostgreSQL under TLS.
/// </summary>
public sealed class CloudAccessTests
{
    [SkippableFact]
    public async Task Secrets_and_tokens_are_asked_for_and_new_ones_are_taken()
    {
        using TemporaryFolder folder = new();
        await using GoogleStandIn google = new();
        await using PrivateServer server = await PrivateServer.StartAsync("postgres");
        NpgsqlConnectionStringBuilder here = new(server.Address) { Pooling = false };
        await SecureAsync(server, here, google.Token);
        google.Secrets["app-password"] = "first";
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, $$"""
            secret app_password = gcp.secret("app-password")
            connection app: postgres {
              host: "127.0.0.1", port: {{here.Port}}, database: "postgres", user: "app", password: app_password, ssl_mode: require
            }
            connection cloud: postgres {
              host: "127.0.0.1", port: {{here.Port}}, database: "postgres", user: "flow@taxi-test.iam", auth: gcp_iam
            }
            source rows: { n: int64 @key } from generator { rows: 5, columns: { n: sequence(1) } }
            source there: { n: int64 } from cloud.table("public.t")
            pipeline fill { write rows to app.table("public.t") { mode: upsert } }
            pipeline read { write there to console  after: [fill] }
            """);
        foreach ((string name, string value) in google.Variables)
        {
            program.Variables[name] = value;
        }

        CommandResult run = await program.RunAsync();
        Assert.True(run.ExitCode == 0, run.ToString());
        CommandResult doctor = await Command.RunAsync(program.Executable, program.Folder, ["doctor"], program.Variables);
        Assert.Contains("ok    secret app_password: found in Secret Manager as app-password", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(0, doctor.ExitCode);
        Assert.Contains("/v1/projects/taxi-test/secrets/app-password/versions/latest:access", google.Targets);

        // Both are replaced.
        (google.Token, google.Secrets["app-password"]) = ("ya29.second", "second");
        await ExecuteAsync(here, """ALTER ROLE app PASSWORD 'second'; ALTER ROLE "flow@taxi-test.iam" PASSWORD 'ya29.second'""");
        run = await program.RunAsync();
        Assert.True(run.ExitCode == 0, run.ToString());
        foreach (string secret in new[] { "ya29", "second", "first" })
        {
            Assert.DoesNotContain(secret, run.ToString(), StringComparison.Ordinal);
        }

        await ExpectAsync("RT2066", () => google.IsDamaged = true);
        google.IsDamaged = false;
        await ExpectAsync("RT2065", () => google.Secrets["app-password"] = null, "is in DISABLED state");
        await ExpectAsync("RT2065", () => google.Secrets.Clear(), "not found or has no versions");
        await ExpectAsync("RT2059", () => google.Token = "");

        async Task ExpectAsync(string code, Action change, string said = "")
        {
            change();
            CommandResult failed = await program.RunAsync();
            Assert.NotEqual(0, failed.ExitCode);
            Assert.Contains($"error {code}", failed.Errors, StringComparison.Ordinal);
            Assert.Contains(said, failed.Errors, StringComparison.Ordinal);
        }
    }

    // As Cloud SQL does: a password in clear text, under TLS only.
    private static async Task SecureAsync(PrivateServer server, NpgsqlConnectionStringBuilder here, string token)
    {
        await ExecuteAsync(here, $"""
            CREATE ROLE app LOGIN PASSWORD 'first'; CREATE ROLE "flow@taxi-test.iam" LOGIN PASSWORD '{token}';
            GRANT CREATE ON DATABASE postgres TO app; GRANT CREATE ON SCHEMA public TO app;
            ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO "flow@taxi-test.iam";
            """);
        string data = $"{await ScalarAsync(here, "SHOW data_directory")}";
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // By the server itself, so that the files are its own.
        await ExecuteAsync(here, $"COPY {Lines(certificate.ExportCertificatePem())} TO '{data}/server.crt'");
        await ExecuteAsync(here, $"COPY {Lines(key.ExportPkcs8PrivateKeyPem())} TO PROGRAM 'umask 077; cat > {data}/server.key'");
        await server.ConfigureAsync("data/postgresql.conf", "ssl = on");
        string rules = Path.Combine(data, "pg_hba.conf");
        string[] before = await File.ReadAllLinesAsync(rules);
        const string who = "all app,flow@taxi-test.iam 127.0.0.1/32";
        await File.WriteAllLinesAsync(rules, [$"hostssl {who} password", $"hostnossl {who} reject", .. before]);
        await server.RestartAsync();
    }

    private static string Lines(string text) => $"(SELECT unnest(string_to_array('{text}', E'\n')))";

    private static Task ExecuteAsync(NpgsqlConnectionStringBuilder here, string sql) => ScalarAsync(here, sql);

    private static async Task<object?> ScalarAsync(NpgsqlConnectionStringBuilder here, string sql)
    {
        await using NpgsqlConnection connection = new(here.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
