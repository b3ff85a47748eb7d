using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A program that reads and writes topics of a broker that asks who it is.</summary>
public sealed class SecureBrokerTests
{
    [SkippableFact]
    public async Task Users_and_certificates_get_through_and_others_are_told_why_not()
    {
        using TemporaryFolder folder = new();
        await using SecureBroker broker = await SecureBroker.StartAsync(folder);
        await using TripTopic topic = await TripTopic.CreateAsync(broker.Plain);
        topic.Produce(500);
        string ca = $"ca_file: \"{folder["ca.pem"]}\"";
        string user = $"user: \"{SecureBroker.User}\", password: password";
        string own = $"certificate_file: \"{folder["client.pem"]}\", key_file: \"{folder["client.key"]}\"";
        (string Fields, string Password)[] ways =
        [
            ($"brokers: [\"{broker.Users}\"], sasl: scram_sha_256, {user}, {ca}", SecureBroker.Password),
            ($"brokers: [\"{broker.Users}\"], sasl: scram_sha_512, {user}, {ca}", SecureBroker.Password),
            ($"brokers: [\"{broker.Certificates}\"], {ca}, {own}", ""),
        ];
        for (int i = 0; i < ways.Length; i++)
        {
            string target = $"{topic.Name}.{i}";
            CommandResult run = await RunAsync(folder, $"way{i}", topic.Name, target, ways[i].Fields, ways[i].Password);
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Equal(500, topic.KeysOf(target).Count());
        }

        CommandResult wrong = await RunAsync(folder, "wrong", topic.Name, $"{topic.Name}.no", ways[0].Fields, "battery staple");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("error RT4121", wrong.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("battery", wrong.ToString(), StringComparison.Ordinal);
        string unknown = $"brokers: [\"{broker.Users}\"], security: tls, sasl: scram_sha_256, {user}";
        CommandResult untrusted = await RunAsync(folder, "unknown", topic.Name, $"{topic.Name}.no", unknown, SecureBroker.Password);
        Assert.Equal(2, untrusted.ExitCode);
        Assert.Contains("error RT4122", untrusted.Errors, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> RunAsync(
        TemporaryFolder folder, string name, string topic, string target, string fields, string password)
    {
        string program = $"{name}{Guid.NewGuid():N}";
        folder.Write(
            $"{program}/main.flow",
            $$"""
            secret password = env("BROKER_PASSWORD")
            connection bus: kafka { {{fields}} }
            type Trip = { trip_id: int64, zone_id: int32, fare: decimal(10, 2), pickup: instant }
            stream trips: append<Trip> from bus.topic("{{topic}}") { format: json }
            pipeline copy { write trips to bus.topic("{{target}}") { format: json, key: trip_id, delivery: exactly_once } }
            """);
        BuiltProgram built = await BuiltProgram.CreateAsync(folder[program], folder.Path);
        built.Variables["BROKER_PASSWORD"] = password;
        return await built.RunAsync("copy", "--bounded");
    }
}
