using System.Net;
using System.Net.Sockets;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Store;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>A real broker that takes tokens (SASL OAUTHBEARER), and each kind of client.</summary>
public sealed class TokenTests
{
    [SkippableFact]
    public async Task Clients_prove_who_they_are_by_tokens_and_tell_why_there_are_none()
    {
        await using PrivateServer server = await PrivateServer.StartAsync("kafka", memory: "384m");
        string address = await TakeTokensAsync(server);
        UnsecuredTokens tokens = new();
        KafkaConnection bus = Connection(address, tokens);
        Assert.Equal($"Kafka at {address}, 1 broker", await bus.ProbeAsync(CancellationToken.None));
        await using (IStreamStore store = bus.Store(
            [new TopicTarget("out", TestRows.All, ["id"])], new TopicStoreOptions { Delivery = TopicDelivery.ExactlyOnce }))
        {
            await store.OpenAsync(KafkaTopic.Run("tokens"), new StateSignature([new("load", "sum")]), CancellationToken.None);
            await store.TakeAsync(0);
            await store.CommitAsync(1, 100, TestRows.Of(Enumerable.Range(0, 100)), StoreDatabase.Change("a"));
        }

        await using (SourceReader reader = new(bus.Topic("out", new TopicSourceOptions())))
        {
            await reader.OpenAsync("tokens.reader");
            reader.Until(() => reader.Records.Count == 100);
        }

        // The probe's client, the producer's, the reader's, and those that look at topics.
        Assert.True(tokens.Asked > 3);

        FlowError refusal = new("RT2059", "Google Cloud gives out no access token", "it says 403", null);
        FlowException none = await Assert.ThrowsAsync<FlowException>(
            () => Connection(address, new UnsecuredTokens(refusal)).ProbeAsync(CancellationToken.None));
        Assert.Equal("RT4121", none.Error.Code);
        Assert.Contains("gives out no access token: it says 403", none.Error.Why, StringComparison.Ordinal);
    }

    private static KafkaConnection Connection(string address, IAccessTokens tokens) =>
        KafkaTopic.ConnectionTo(address, new() { Tokens = tokens, Tls = false, Timeout = TimeSpan.FromSeconds(10) });

    private static async Task<string> TakeTokensAsync(PrivateServer server)
    {
        string[] lines = await server.SettingsAsync("server.properties");
        string listeners = lines.Last(l => l.StartsWith("listeners=", StringComparison.Ordinal));
        string address = FreeAddress();
        await server.ConfigureAsync(
            "server.properties",
            $"{listeners},SASL_PLAINTEXT://{address}",
            $"advertised.listeners=PLAINTEXT://{server.Address},SASL_PLAINTEXT://{address}",
            "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT",
            "sasl.enabled.mechanisms=OAUTHBEARER",
            "listener.name.sasl_plaintext.oauthbearer.sasl.jaas.config="
            + "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        await server.RestartAsync();
        return address;
    }

    private static string FreeAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString() ?? "";
    }
}
