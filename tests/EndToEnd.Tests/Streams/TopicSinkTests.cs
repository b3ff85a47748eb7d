using System.Text;
using Confluent.Kafka;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Rows that end, written to a topic.</summary>
public sealed class TopicSinkTests
{
    private const string Rows = "id,name,fare,at\n1,Zoë,1.50,2024-01-01T00:00:00Z\n2,\"a \"\"b\"\"\",-0.05,\n9007199254740993,c,0.00,\n";

    [SkippableFact]
    public async Task Each_row_is_a_record_and_a_failed_run_leaves_none()
    {
        using TemporaryFolder folder = new();
        string topic = $"sink{Guid.NewGuid():N}";
        folder.Write("rows.csv", Rows);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program(
            $"brokers: [\"{KafkaAddress.Require()}\"]",
            $"bus.topic(\"{topic}\") {{ key: [name, id], partitions: 1, compression: gzip, rejects: discard }}"));

        CommandResult run = await program.RunAsync("fill");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("written 3", run.Output, StringComparison.Ordinal);
        (string?, string?)[] expected =
        [
            ("""{"name":"Zoë","id":1}""", """{"id":1,"name":"Zoë","fare":"1.50","at":"2024-01-01T00:00:00Z"}"""),
            ("""{"name":"a \"b\"","id":2}""", """{"id":2,"name":"a \"b\"","fare":"-0.05","at":null}"""),
            ("""{"name":"c","id":"9007199254740993"}""", """{"id":"9007199254740993","name":"c","fare":"0.00","at":null}"""),
        ];
        Assert.Equal(expected, Read(KafkaAddress.Require(), topic));

        folder.Write("rows.csv", Rows + "4,x,100000.00,\n");
        CommandResult failed = await program.RunAsync("fill");
        Assert.True(failed.ExitCode == 1, failed.ToString());
        Assert.Equal(expected, Read(KafkaAddress.Require(), topic));
    }

    [SkippableFact]
    public async Task A_topic_with_other_partitions_is_refused_before_the_first_row()
    {
        using TemporaryFolder folder = new();
        string topic = $"sink{Guid.NewGuid():N}";
        folder.Write("rows.csv", Rows);
        string brokers = $"brokers: [\"{KafkaAddress.Require()}\"]";
        BuiltProgram two = await BuiltProgram.FromTextAsync(
            folder, Program(brokers, $"bus.topic(\"{topic}\") {{ partitions: 2, rejects: discard }}"));
        Assert.Equal(0, (await two.RunAsync("fill")).ExitCode);
        BuiltProgram three = await BuiltProgram.FromTextAsync(
            folder, Program(brokers, $"bus.topic(\"{topic}\") {{ partitions: 3, rejects: discard }}"));
        CommandResult refused = await three.RunAsync("fill");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("RT4134", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_embedded_broker_says_what_it_is()
    {
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", Rows);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program("", "bus.topic(\"rows\") { rejects: discard }"));
        CommandResult run = await program.RunAsync("fill");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("names no brokers", run.ToString(), StringComparison.Ordinal);
        Assert.Contains("written 3", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_topic_does_not_take_is_said_by_the_compiler()
    {
        using TemporaryFolder folder = new();
        folder.Write("ws/main.flow", Program("", "bus.topic(\"rows\") { format: csv, rejects: discard }"));
        CommandResult check = await Command.FlowcAsync(folder.Path, "build", "ws", "-o", "out");
        Assert.NotEqual(0, check.ExitCode);
        Assert.Contains("FL5000", check.ToString(), StringComparison.Ordinal);
    }

    private static string Program(string broker, string sink) => $$"""
        connection bus: kafka { {{broker}} }
        connection here: files { root: "." }
        type Row = { id: int64 @key, name: text, fare: decimal(10, 2), at: instant? }
        source rows: Row from here.csv("rows.csv")
        transform checked = from rows | where cast(fare * 100 as int16) > -10 else fail
        pipeline fill { write checked to {{sink}} }
        """;

    private static (string? Key, string? Value)[] Read(string server, string topic)
    {
        using IConsumer<byte[]?, byte[]?> consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = server,
            GroupId = topic,
            EnablePartitionEof = true,
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        List<(string?, string?)> found = [];
        while (consumer.Consume(TimeSpan.FromSeconds(30)) is { IsPartitionEOF: false } record)
        {
            found.Add((Text(record.Message.Key), Text(record.Message.Value)));
        }

        return [.. found];
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
