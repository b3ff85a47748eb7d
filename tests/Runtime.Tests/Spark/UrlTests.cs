using FlowLang.Connectors.Spark;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>Urls as Spark defines them, without a server.</summary>
public sealed class UrlTests
{
    [Theory]
    [InlineData("https://h:1/;token=hunter2", "does not begin with sc://")]
    [InlineData("hunter2", "does not begin with sc://")]
    [InlineData("sc://h:15002/path;token=hunter2", "has a path")]
    [InlineData("sc://h:15002;token=hunter2", "parameters come after `/;`")]
    [InlineData("sc://user:hunter2@h:15002", "host and port only")]
    [InlineData("sc://:15002", "no host")]
    [InlineData("sc://", "no host")]
    [InlineData("sc://a b:15002/;token=hunter2", "no host")]
    [InlineData("sc://h:99999/;token=hunter2", "not a number from 1 to 65535")]
    [InlineData("sc://h:x", "not a number from 1 to 65535")]
    [InlineData("sc://h/;token", "name=value")]
    [InlineData("sc://h/;token=", "name=value")]
    [InlineData("sc://h/;token=hunter2;token=hunter2", "gives `token` twice")]
    [InlineData("sc://h/;use_ssl=hunter2", "`use_ssl` of its url is neither true nor false")]
    [InlineData("sc://h/;use_ssl=false;token=hunter2", "sent over TLS only")]
    [InlineData("sc://h/;token=hunter2%0A", "no token has")]
    [InlineData("sc://h/;session_id=hunter2", "not a UUID")]
    [InlineData("sc://h/;grpc_max_message_size=hunter2", "not a number of bytes")]
    [InlineData("sc://h/;bad%20name=hunter2", "can't be a gRPC header")]
    [InlineData("sc://h/;x-key=hunter2%00", "can't be a gRPC header")]
    public void A_malformed_url_is_refused_without_being_repeated(string url, string why)
    {
        FlowException e = Assert.Throws<FlowException>(() => SparkServer.Connect(url));
        Assert.Equal(("RT8001", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
        Assert.Contains(why, e.Error.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString() + e.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sc://spark.example", "(sc://spark.example:15002)")]
    [InlineData("sc://10.0.0.1:7/", "(sc://10.0.0.1:7)")]
    [InlineData("sc://[::1]/;user_id=a%3Bb", "(sc://[::1]:15002)")]
    [InlineData("sc://[::1]:443/;x-cluster-id=7;use_ssl=TRUE;", "(sc://[::1]:443)")]
    public async Task A_good_url_is_told_by_host_and_port(string url, string told)
    {
        SparkConnection connection = SparkServer.Connect(url);
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.ProbeAsync(stop.Token));
        Assert.EndsWith(told, connection.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_may_be_given_once_only()
    {
        FlowException e = Assert.Throws<FlowException>(() => new SparkConnection("cluster", new SparkOptions
        {
            Url = new Secret("url", "sc://h/;token=hunter2"),
            Token = new Secret("token", "hunter3"),
        }));
        Assert.Equal("RT8001", e.Error.Code);
    }
}
