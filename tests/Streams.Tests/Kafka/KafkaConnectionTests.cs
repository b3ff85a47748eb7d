using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Kafka;

public sealed class KafkaConnectionTests
{
    [SkippableFact]
    public async Task The_probe_says_what_it_found()
    {
        string server = KafkaAddress.Require();
        Assert.Equal(
            $"Kafka at {server}, 1 broker", await KafkaTopic.ConnectionTo(server).ProbeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_told_and_transient()
    {
        KafkaConnection nowhere = KafkaTopic.ConnectionTo("127.0.0.1:1", new() { Timeout = TimeSpan.FromSeconds(3) });
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() => nowhere.ProbeAsync(CancellationToken.None));
        Assert.Equal("RT4120", refused.Error.Code);
        Assert.True(refused.Error.Transient);
        Assert.Contains("127.0.0.1:1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_contradict_each_other_are_refused_without_the_secret()
    {
        KafkaOptions[] wrong =
        [
            new() { Password = new Secret("p", "hunter2") },
            new() { User = new Secret("u", "flow") },
            new() { Sasl = SaslMechanism.ScramSha512 },
            new() { CertificateFile = "client.pem" },
            new() { Tls = false, CaFile = "ca.pem" },
            new() { CaFile = "/no/such/ca.pem" },
        ];
        foreach (KafkaOptions options in wrong)
        {
            FlowException refused = Assert.Throws<FlowException>(() => KafkaTopic.ConnectionTo("localhost:9092", options));
            Assert.Equal("RT4128", refused.Error.Code);
            Assert.DoesNotContain("hunter2", refused.Error.ToString(), StringComparison.Ordinal);
        }

        Assert.Throws<FlowException>(() => KafkaTopic.ConnectionTo("localhost"));
    }
}
