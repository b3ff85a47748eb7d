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
        string[] ways =
        [
            $"brokers: [\"{broker.Users}\"], sasl: scram_sha_256, {user}, {ca}",
            $"brokers: [\"{broker.Users}\"], sasl: scram_sha_512, {user}, {ca}",
            $"brokers: [\"{broker.Certificates}\"], {ca}, {own}",
            $"brokers: [\"{broker.Users}\"], security: tls, sasl: scram_sha_256, {user}",
        ];
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Text(topic.Name, ways));
        program.Variables["BROKER_PASSWORD"] = "battery staple";
        CommandResult wrong = await program.RunAsync("copy0", "--bounded");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("error RT4121", wrong.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("battery", wrong.ToString(), StringComparison.Ordinal);
        program.Variables["BROKER_PASSWORD"] = SecureBroker.Password;
        for (int i = 0; i < 3; i++)
        {
            CommandResult run = await program.RunAsync($"copy{i}", "--bounded");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Equal(500, topic.KeysOf($"{topic.Name}.{i}").Count());
        }

        CommandResult untrusted = await program.RunAsync("copy3", "--bounded");
        Assert.Equal(2, untrusted.ExitCode);
        Assert.Contains("error RT4122", untrusted.Errors, StringComparison.Ordinal);
    }

    /// <summary>A pipeline for each of the connections, which copies the topic to one with the pipeline's number behind its name.</summary>
    private static string Text(string topic, string[] connections) =>
        """
        secret password = env("BROKER_PASSWORD")
        type Trip = { trip_id: int64, zone_id: int32, fare: decimal(10, 2), pickup: instant }

        """ + string.Concat(connections.Select((fields, i) =>
        $$"""
        connection bus{{i}}: kafka { {{fields}} }
        stream trips{{i}}: append<Trip> from bus{{i}}.topic("{{topic}}") { format: json }
        pipeline copy{{i}} {
          write trips{{i}} to bus{{i}}.topic("{{topic}}.{{i}}") { format: json, key: trip_id, delivery: exactly_once }
        }

        """));
}
