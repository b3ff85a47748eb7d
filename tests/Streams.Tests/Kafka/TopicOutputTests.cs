using System.Collections.Immutable;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Store;
using FlowLang.Values;

namespace FlowLang.Streams.Tests.Kafka;

public sealed class TopicOutputTests
{
    [SkippableFact]
    public async Task A_missing_topic_is_made_as_the_program_says_and_another_one_is_refused()
    {
        string server = KafkaAddress.Require();
        string name = $"test.{Guid.NewGuid():N}";
        TopicTarget target = new(name, TestRows.All, ["name", "id"])
        {
            Partitions = 3,
            Settings = ImmutableSortedDictionary<string, string>.Empty.Add("retention.ms", "3600000"),
        };
        await WriteAsync(server, target, TestRows.Of(7));
        Assert.Equal([("""{"name":"n7","id":7}""", """{"id":7,"name":"n7","amount":"7.00"}""")], Read(server, name));
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() => WriteAsync(
            server, target with { Partitions = 4, Settings = target.Settings.SetItem("retention.ms", "1") }, TestRows.Of(8)));
        Assert.Equal("RT4134", refused.Error.Code);
        Assert.Equal(
            "partitions: the program has 4; the topic has 3\nretention.ms: the program has 1; the topic has 3600000", refused.Error.Why);
        FlowException missing = await Assert.ThrowsAsync<FlowException>(() => WriteAsync(
            server, new TopicTarget("no.such.topic", TestRows.All, []) { CreateIfMissing = false }, TestRows.Of(8)));
        Assert.Equal("RT4123", missing.Error.Code);
    }

    [SkippableTheory]
    [InlineData(TopicCompression.None)]
    [InlineData(TopicCompression.Gzip)]
    [InlineData(TopicCompression.Snappy)]
    [InlineData(TopicCompression.Zstd)]
    public async Task Every_compression_arrives(TopicCompression compression)
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await WriteAsync(
            topic.Server, new TopicTarget(topic.Name, TestRows.All, ["name"]) { Compression = compression },
            TestRows.Of(Enumerable.Range(0, 1000)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"n{i}"), Read(topic.Server, topic.Name).Select(r => r.Key));
    }

    [SkippableFact]
    public async Task Rows_become_lines_of_csv()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await WriteAsync(
            topic.Server, new TopicTarget(topic.Name, TestRows.All, ["name"]) { Format = TopicFormat.Csv },
            new TestRows(
                (1, "a,b", 1, false), (2, "say \"hi\"\n", 2, false), (3, null, 3, false), (4, "", 4, false), (5, "plain", 5, true)));
        Assert.Equal(
            [
                ("a,b", "1,\"a,b\",0.01"), ("say \"hi\"\n", "2,\"say \"\"hi\"\"\n\",0.02"), ("null", "3,,0.03"), ("", "4,\"\",0.04"),
                ("plain", null),
            ],
            Read(topic.Server, topic.Name));
    }

    [SkippableFact]
    public async Task Every_type_is_written_by_the_language_s_mapping()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        AllTypesRows rows = new();
        await WriteAsync(topic.Server, new TopicTarget(topic.Name, rows.Columns, []), rows);
        Assert.Equal(
            """
            {"id":0,"yes":true,"small":-32768,"whole":2147483647,"single":1.5,"double":-0.1,
            "wide":"-1234567890123456789012345678.9012345678","text":"żółw \uD83D\uDC22","bytes":"AP8=",
            "uuid":"00112233-4455-6677-8899-aabbccddeeff","day":"1969-12-31","time":"23:59:59.999999",
            "instant":"2024-02-29T12:30:15.25Z","datetime":"0001-01-01T00:00:00",
            "interval":{"months":14,"days":-3,"microseconds":1500000},"json":{"a":[1,null]},"list":[1,null,3],
            "place":{"x":2.5,"tags":["p","q"]},"map":{"a\"b":"-0.05","c":"123.45"},
            "places":[{"x":1,"tags":["p","q"]},{"x":2,"tags":["p","q"]}],"grid":[[9],[]]}
            """.ReplaceLineEndings(""),
            Read(topic.Server, topic.Name)[0].Value);
    }

    [SkippableFact]
    public async Task Records_pass_as_they_are()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await WriteAsync(
            topic.Server, new TopicTarget(topic.Name, [], []) { Format = TopicFormat.Raw },
            new RecordRows(("k", "v"), ("k", null), (null, "")));
        Assert.Equal([("k", "v"), ("k", null), (null, "")], Read(topic.Server, topic.Name));
    }

    [SkippableFact]
    public async Task A_row_that_the_topic_does_not_take_is_told()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), 1, new() { ["max.message.bytes"] = "2000" });
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() => WriteAsync(
            topic.Server, new TopicTarget(topic.Name, TestRows.All, []) { Compression = TopicCompression.None },
            new TestRows((1, new string('x', 5000), 1, false))));
        Assert.Equal("RT4127", refused.Error.Code);
    }

    [SkippableFact]
    public async Task Dead_letters_carry_bytes_and_where_they_came_from()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using IDeadLetterOutput letters = topic.Connection().DeadLetters(topic.Name);
        await letters.OpenAsync(KafkaTopic.Run("letters"), CancellationToken.None);
        await letters.WriteAsync(
            [
                new DeadLetter(new("trips", 3), 42, "k"u8.ToArray(), "{bad"u8.ToArray(), "RT4115", "no json"),
                new DeadLetter(new("trips", 0), 7, [], null, "RT4116", "nothing there"),
            ],
            CancellationToken.None);
        Assert.Equal(
            [
                ("k", "{bad", "flow.code=RT4115 flow.message=no json flow.topic=trips flow.partition=3 flow.offset=42"),
                (null, null, "flow.code=RT4116 flow.message=nothing there flow.topic=trips flow.partition=0 flow.offset=7"),
            ],
            TopicReading.Read(topic.Server, topic.Name));
    }

    [SkippableFact]
    public async Task A_dead_letter_of_10_MB_arrives_whole_in_a_topic_that_is_made_for_it()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        byte[] large = new byte[10 << 20];
        new Random(7).NextBytes(large);
        string text = Convert.ToHexString(large.AsSpan(0, 5 << 20));
        string name = $"{topic.Name}.dead";
        await using (IDeadLetterOutput letters = topic.Connection().DeadLetters(name))
        {
            await letters.OpenAsync(KafkaTopic.Run("letters"), CancellationToken.None);
            DeadLetter letter = new(new("trips", 3), 42, [], System.Text.Encoding.ASCII.GetBytes(text), "RT4115", "no json");
            await letters.WriteAsync([letter], CancellationToken.None);
        }

        Assert.Equal(text, Assert.Single(Read(topic.Server, name)).Value);
    }

    private static IList<(string? Key, string? Value)> Read(string server, string topic) =>
        [.. TopicReading.Read(server, topic).Select(r => (r.Key, r.Value))];

    private static async Task WriteAsync(string server, TopicTarget target, StreamRows rows)
    {
        await using ISideOutput output = KafkaTopic.ConnectionTo(server).Output(target);
        await output.OpenAsync(KafkaTopic.Run("output"), CancellationToken.None);
        await output.WriteAsync(rows, CancellationToken.None);
    }

    private sealed class RecordRows(params (string? Key, string? Value)[] records) : StreamRows
    {
        public override ImmutableArray<Column> Columns => [];

        public override int Count => records.Length;

        public override void Write<TWriter>(int from, int to, ref TWriter writer)
        {
            for (int i = from; i < to; i++)
            {
                writer.BeginRow();
                Write(records[i].Key, ref writer);
                Write(records[i].Value, ref writer);
                writer.EndRow();
            }
        }

        private static void Write<TWriter>(string? text, ref TWriter writer)
            where TWriter : IRowWriter, allows ref struct
        {
            if (text is null)
            {
                writer.Null();
            }
            else
            {
                writer.Bytes(new Bytes(System.Text.Encoding.UTF8.GetBytes(text)));
            }
        }
    }
}
