using System.Collections.Concurrent;
using FlowLang.Connectors.Spark;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>The way to a server: what is told when there is none, another one, or one that wants something else.</summary>
public sealed class SparkConnectionTests
{
    private const int Unauthenticated = 16;

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_host_and_port()
    {
        FlowError e = await FailAsync("sc://127.0.0.1:9/;user_id=u");
        Assert.Equal(("RT8002", true), (e.Code, e.Transient));
        Assert.Contains("sc://127.0.0.1:9", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_no_one_knows_is_told()
    {
        FlowError e = await FailAsync("sc://no-such-host.invalid");
        Assert.Equal(("RT8002", true), (e.Code, e.Transient));
    }

    [SkippableFact]
    public async Task TLS_to_a_server_without_it_is_told()
    {
        SparkServer.Require();
        FlowError e = await FailAsync($"{SparkServer.Url}/;token=hunter2");
        Assert.Equal(("RT8003", ErrorKind.Usage), (e.Code, e.Kind));
    }

    [Fact]
    public async Task No_TLS_to_a_server_that_wants_it_is_told()
    {
        await using FakeSpark server = await FakeSpark.StartAsync(tls: true, context => FakeSpark.TellVersionAsync(context, "4.1.1"));
        FlowError e = await FailAsync($"sc://{server.Address}");
        Assert.Equal("RT8005", e.Code);
        Assert.Contains("use_ssl=true", e.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        await using FakeSpark server = await FakeSpark.StartAsync(tls: true, context => FakeSpark.TellVersionAsync(context, "4.1.1"));
        FlowError e = await FailAsync($"sc://{server.Address}/;use_ssl=true");
        Assert.Equal(("RT8003", ErrorKind.Usage), (e.Code, e.Kind));
        Assert.Contains("certificate", e.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_told_and_never_shown()
    {
        await using FakeSpark server = await FakeSpark.StartAsync(tls: true, context =>
            context.Request.Headers.Authorization == "Bearer right"
                ? FakeSpark.TellVersionAsync(context, "3.5.6")
                : FakeSpark.RefuseAsync(context, Unauthenticated, "Invalid authentication token"));
        FlowError wrong = await FailAsync($"sc://{server.Address}/;token=hunter2", server.Certificates);
        Assert.Equal(("RT8004", ErrorKind.Usage), (wrong.Code, wrong.Kind));
        FlowError none = await FailAsync($"sc://{server.Address}/;use_ssl=true", server.Certificates);
        Assert.Equal("RT8004", none.Code);

        // The right one, by url and by option: what is refused then is the version.
        Assert.Equal("RT8006", (await FailAsync($"sc://{server.Address}/;token=right", server.Certificates)).Code);
        Assert.Equal("RT8006", (await FailAsync($"sc://{server.Address}", server.Certificates, new Secret("token", "right"))).Code);
    }

    [Fact]
    public async Task Parameters_that_Spark_does_not_define_are_headers()
    {
        ConcurrentDictionary<string, string> seen = [];
        await using FakeSpark server = await FakeSpark.StartAsync(tls: false, context =>
        {
            seen["x-cluster-id"] = context.Request.Headers["x-cluster-id"].ToString();
            seen["use_ssl"] = context.Request.Headers["use_ssl"].ToString();
            return FakeSpark.TellVersionAsync(context, "3.4.0");
        });
        await FailAsync($"sc://{server.Address}/;x-cluster-id=a%20b;use_ssl=false");
        Assert.Equal(("a b", ""), (seen["x-cluster-id"], seen["use_ssl"]));
    }

    [Theory]
    [InlineData("3.5.6")]
    [InlineData("")]
    public async Task A_server_that_is_too_old_is_refused(string version)
    {
        await using FakeSpark server = await FakeSpark.StartAsync(tls: false, context => FakeSpark.TellVersionAsync(context, version));
        FlowError e = await FailAsync($"sc://{server.Address}");
        Assert.Equal(("RT8006", ErrorKind.Usage), (e.Code, e.Kind));
        Assert.Contains(version, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Job aborted due to stage failure: java.lang.OutOfMemoryError: Java heap space", "RT8012", true)]
    [InlineData("[INSUFFICIENT_PERMISSIONS] Insufficient privileges: no SELECT SQLSTATE: 42501", "RT8009", false)]
    [InlineData("[INVALID_HANDLE.SESSION_CLOSED] The handle is invalid. SQLSTATE: HY000", "RT8008", true)]
    [InlineData("[INTERNAL_ERROR] Something else SQLSTATE: XX000", "RT8019", false)]
    public async Task What_the_cluster_says_without_details_has_its_code(string message, string code, bool isTransient)
    {
        const int internalError = 13;
        await using FakeSpark server =
            await FakeSpark.StartAsync(tls: false, context => FakeSpark.RefuseAsync(context, internalError, message));
        FlowError e = await FailAsync($"sc://{server.Address}");
        Assert.Equal((code, isTransient), (e.Code, e.Transient));
        Assert.DoesNotContain("SQLSTATE: ", e.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status200OK)]
    public async Task Something_else_at_the_address_is_told(int status)
    {
        await using FakeSpark server = await FakeSpark.StartAsync(tls: false, context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<html>");
        });
        FlowError e = await FailAsync($"sc://{server.Address}");
        Assert.Equal(("RT8005", ErrorKind.Usage), (e.Code, e.Kind));
    }

    [SkippableFact]
    public async Task Another_protocol_at_the_address_is_told()
    {
        Postgres.PostgresDatabase.Require();
        Npgsql.NpgsqlConnectionStringBuilder at = new(Environment.GetEnvironmentVariable("FLOW_POSTGRES"));
        Assert.Equal("RT8005", (await FailAsync($"sc://{at.Host}:{at.Port}")).Code);
    }

    [SkippableFact]
    public async Task A_probe_gives_the_version()
    {
        SparkServer.Require();
        Assert.Matches(@"^4\.\d+\.\d+", await SparkServer.Connect().ProbeAsync(CancellationToken.None));
    }

    private static async Task<FlowError> FailAsync(string url, string? certificates = null, Secret? token = null)
    {
        SparkConnection connection = new("cluster", new SparkOptions
        {
            Url = new Secret("url", url),
            Token = token,
            RootCertificates = certificates,
        });
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => connection.ProbeAsync(CancellationToken.None));
        Assert.DoesNotContain("hunter2", e.ToString() + e.Error, StringComparison.Ordinal);
        return e.Error;
    }
}
