using Avro;
using FlowLang.Connectors.Kafka;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Runtime;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Kafka;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>Changes written as Debezium's events in Avro: what reads such events reads the same changes.</summary>
public sealed class AvroChangeTests
{
    private static readonly RowType Trip = Decoded.Row(
        ("id", new(IntegerType.Int64)), ("fare", new(new DecimalType(10, 2), true)), ("d", new(DateType.Instance, true)),
        ("t", new(TimeType.Instance, true)), ("dt", new(DateTimeType.Instance, true)), ("at", new(InstantType.Instance, true)),
        ("u", new(UuidType.Instance, true)), ("j", new(JsonType.Instance, true)),
        ("xs", new(new ListType(new(InstantType.Instance)), true)));

    private static readonly RowType Change = Decoded.Row(
        ("op", new(new EnumType(["insert", "update", "delete", "snapshot"]))), ("before", new(Trip, true)), ("after", new(Trip, true)),
        ("lsn", new(IntegerType.Int64)), ("committed_at", new(InstantType.Instance)));

    private static readonly Lazy<Decoded> Text = new(() => Decoded.Json(Change, StreamEnvelope.Debezium));
    private static readonly Lazy<AvroDecoded> Binary = new(() => new(Change, StreamEnvelope.Debezium));

    [Theory]
    [InlineData("c", "null", "{\"id\":1,\"fare\":\"-12.50\",\"d\":19782,\"t\":1500000,\"dt\":1,\"at\":\"2024-03-10T06:00:00.000001Z\"}")]
    [InlineData("r", "null", "{\"id\":2,\"u\":\"00112233-4455-6677-8899-aabbccddeeff\",\"j\":\"{}\",\"xs\":[\"1969-12-31T23:59:59Z\"]}")]
    [InlineData("u", "{\"id\":-9223372036854775808,\"xs\":[]}", "{\"id\":3}")]
    [InlineData("d", "{\"id\":4,\"fare\":\"0.01\"}", "null")]
    public void An_event_that_is_written_is_read_as_the_same_change(string op, string before, string after)
    {
        StreamRows rows = Text.Value.Rows(
            $$"""{"before":{{before}},"after":{{after}},"source":{"ts_us":1710050400123456,"lsn":24023128},"op":"{{op}}"}""");
        AvroChangeWriter writer = new(rows.Columns);
        string schema = writer.Schema("taxi.1st-trips");
        byte[] body = writer.Of(rows, 0).ToArray();

        Assert.Equal(RowText.Of(rows), Binary.Value.Of(schema, body));
        Assert.Equal(body, AvroRecords.Rewritten(schema, body));
        RecordSchema parsed = Assert.IsType<RecordSchema>(AvroRecords.Parse(schema));
        Assert.Equal("taxi._1st_trips.Envelope", parsed.Fullname);
        Assert.Equal(["before", "after", "source", "op", "ts_ms"], parsed.Fields.Select(f => f.Name));
        Assert.All(parsed.Fields.Take(2), side => Assert.Equal(
            "taxi._1st_trips.Value", Assert.IsType<UnionSchema>(side.Schema).Schemas[1].Fullname));
        Assert.Equal("io.debezium.connector.postgresql.Source", parsed["source"].Schema.Fullname);
    }

    [Fact]
    public void A_side_that_is_never_null_is_still_a_union_and_what_is_not_known_is_left_out()
    {
        ChangeRows rows = new(("delete", 7, null), ("update", 7, -8));
        AvroChangeWriter writer = new(rows.Columns);

        Assert.Equal([2, 14, 0, 2, (byte)'d', 0], writer.Of(rows, 0).ToArray());
        Assert.Equal([2, 14, 2, 15, 2, (byte)'u', 0], writer.Of(rows, 1).ToArray());
        const string value =
            """{"type":"record","name":"t.Value","fields":[{"name":"id","type":"int"}]}""";
        Assert.Equal(
            """{"type":"record","name":"t.Envelope","fields":[{"name":"before","type":["null","""
            + value + """],"default":null},{"name":"after","type":["null","t.Value"],"default":null},"""
            + """{"name":"source","type":{"type":"record","name":"io.debezium.connector.postgresql.Source","fields":[]}},"""
            + """{"name":"op","type":"string"},{"name":"ts_ms","type":["null","long"],"default":null}],"connect.name":"t.Envelope"}""",
            writer.Schema("t"));
    }

    [SkippableFact]
    public async Task Its_schema_is_registered_and_its_key_is_the_rows()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), 1);
        await using StandInRegistry registry = new();
        KafkaOptions options = new() { Registry = new RegistryOptions { Url = new Secret("registry", registry.Url) } };
        TopicTarget target = new(topic.Name, ChangeRows.All, []) { Format = TopicFormat.DebeziumAvro };
        await using ISideOutput output = KafkaTopic.ConnectionTo(topic.Server, options).Output(target);
        await output.OpenAsync(KafkaTopic.Run("avro"), CancellationToken.None);
        await output.WriteAsync(new ChangeRows(("update", 7, 8), ("delete", 7, null)), CancellationToken.None);

        (string subject, (_, string schema)) = Assert.Single(registry.Registered);
        Assert.Equal($"{topic.Name}-value", subject);
        Assert.Contains("Envelope", AvroRecords.Parse(schema).Fullname, StringComparison.Ordinal);
        Assert.Equal(["{\"id\":8}", "{\"id\":7}"], TopicReading.Read(topic.Server, topic.Name).Select(r => r.Key));
    }
}
