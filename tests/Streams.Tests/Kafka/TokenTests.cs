using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Doctor;
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

        await RightsAsync(server.Address, bus);
        FlowError refusal = new("RT2059", "Google Cloud gives out no access token", "it says 403", null);
        FlowException none = await Assert.ThrowsAsync<FlowException>(
            () => Connection(address, new UnsecuredTokens(refusal)).ProbeAsync(CancellationToken.None));
        Assert.Equal("RT4121", none.Error.Code);
        Assert.Contains("gives out no access token: it says 403", none.Error.Why, StringComparison.Ordinal);
    }

    // Where a topic has rules, they count: others than the user have them here.
    private static async Task RightsAsync(string server, KafkaConnection bus)
    {
        using IAdminClient admin = new AdminClientBuilder([new("bootstrap.servers", server)]).SetLogHandler((_, _) => { }).Build();
        await admin.CreateAclsAsync(
        [
            Rule(ResourceType.Topic, "out", "User:flow", AclOperation.Describe),
            Rule(ResourceType.Topic, "kept", "User:other", AclOperation.Create),
            Rule(ResourceType.Group, "test.closed", "User:other", AclOperation.Read),
        ]);
        StreamRun run = KafkaTopic.Run("open");
        FlowError read = await Looks.RefusalAsync(() => bus.Topic("out", new()).LookAsync(run, [], CancellationToken.None));
        Assert.Equal(("RT4124", "the user may describe"), (read.Code, read.Why));
        FlowError write = await Looks.RefusalAsync(() => bus.DeadLetters("out").LookAsync(run, CancellationToken.None));
        Assert.Equal("RT4124", write.Code);
        Assert.Contains("write of topic out", write.Message, StringComparison.Ordinal);
        Assert.Equal("RT4124", (await Looks.RefusalAsync(() => bus.DeadLetters("kept").LookAsync(run, CancellationToken.None))).Code);
        Assert.Equal("creates topic other", await bus.DeadLetters("other").LookAsync(run, CancellationToken.None));

        await admin.CreateAclsAsync([Rule(ResourceType.Topic, "out", "User:flow", AclOperation.Read)]);
        string may = await bus.Topic("out", new()).LookAsync(run, [], CancellationToken.None);
        Assert.Equal("4 partitions, begins at the earliest record", may);
        FlowError group = await Looks.RefusalAsync(
            () => bus.Topic("out", new()).LookAsync(KafkaTopic.Run("closed"), [], CancellationToken.None));
        Assert.Equal("RT4124", group.Code);
    }

    private static AclBinding Rule(ResourceType type, string name, string user, AclOperation operation) => new()
    {
        Pattern = new ResourcePattern { Type = type, Name = name, ResourcePatternType = ResourcePatternType.Literal },
        Entry = new AccessControlEntry
        {
            Principal = user,
            Host = "*",
            Operation = operation,
            PermissionType = AclPermissionType.Allow,
        },
    };

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
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users=User:ANONYMOUS",
            "allow.everyone.if.no.acl.found=true",
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
