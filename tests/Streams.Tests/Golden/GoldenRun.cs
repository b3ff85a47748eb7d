using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Streams.Tests.Support;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Golden;

/// <summary>
/// Plays a script into the pipeline `live` of a program. Its lines: `0 a 1:30 5` is a record `a,…T00:01:30Z,5` of partition 0, `0: text`
/// one with this text, `others 0 a 1:30 5` one of that stream where it is not the first, `clock 30s` moves the clock on, which makes a
/// round, and `restart` ends the process and begins another. Every line stands in the result, and under it the rows that it made leave, in
/// the order of their text.
/// </summary>
internal sealed class GoldenRun(CompiledProgram program, int partitions, int lanes)
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Start);
    private readonly MemoryStore _store = new();
    private readonly MemoryLetters _letters = new();
    private readonly StringBuilder _text = new();
    private ImmutableArray<MemorySource> _sources = [];
    private int _sent;

    public async Task<string> PlayAsync(string[] script)
    {
        for (int from = 0; from <= script.Length;)
        {
            from = await LiveAsync(script, from);
            _sources = [.. _sources.Select(source => source.Again())];
        }

        return _text.ToString();
    }

    // One process: to the next restart, or to the end.
    private async Task<int> LiveAsync(string[] script, int from)
    {
        StreamProbe probe = new();
        StreamRun run = StreamRuns.Run(_clock, isBounded: false, log: probe.Log);
        StreamTopology topology = program.Topology("live", run);
        _sources = _sources.IsEmpty ? [.. topology.Inputs.Select(input => new MemorySource(input.Relation, partitions))] : _sources;
        using CancellationTokenSource drain = new();
        await using StreamEngine engine = new(
            probe.Of(topology with
            {
                Inputs = [.. topology.Inputs.Zip(_sources, (input, source) => input with { Source = source, DeadLetters = _letters })],
                Store = _store,
                Sides = [.. topology.Sides.Select(_ => new MemorySide())],
                CommitEvery = TimeSpan.FromSeconds(1),
                Lanes = lanes,
            }),
            run);
        Task life = engine.RunAsync(drain.Token);
        int before = _sent;

        // The partitions' assignment makes a round of its own.
        await WaitAsync(() => probe.Rounds > 0, life);
        for (; from < script.Length && script[from] != "restart"; from++)
        {
            await PlayAsync(script[from], probe, before, topology, life);
        }

        await WaitAsync(() => probe.Processed == _sent - before, life);
        await drain.CancelAsync();
        await life;
        _text.Append(CultureInfo.InvariantCulture, $"{(from < script.Length ? "restart" : "end")}\n");
        Rows(probe, topology);
        RunReport report = new();
        engine.Report(report, TimeSpan.Zero);
        report.Writes.ToList().ForEach(write => _text.Append(
            CultureInfo.InvariantCulture, $"  {write.Relation}: {write.Written} written, {write.Late} late\n"));
        report.Expectations.ToList().ForEach(
            found => _text.Append(CultureInfo.InvariantCulture, $"  expect {found.Name}: {found.Violations} rows\n"));
        return from + 1;
    }

    private async Task PlayAsync(string line, StreamProbe probe, int before, StreamTopology topology, Task life)
    {
        _text.Append(line).Append('\n');
        if (line.StartsWith("clock ", StringComparison.Ordinal))
        {
            await WaitAsync(() => probe.Processed == _sent - before, life);
            int rounds = probe.Rounds;
            _clock.Advance(TimeSpan.FromSeconds(int.Parse(line["clock ".Length..^1], CultureInfo.InvariantCulture)));

            // A round that had begun before may have missed the last records.
            await WaitAsync(() => probe.Rounds > rounds && probe.Closed == _sent - before, life);
            Rows(probe, topology);
        }
        else if (line.Length > 0 && line[0] != '#')
        {
            MemorySource source = _sources.FirstOrDefault(s => line.StartsWith(s.Name + " ", StringComparison.Ordinal)) ?? _sources[0];
            string record = line[0] == source.Name[0] ? line[(source.Name.Length + 1)..] : line;
            source.Add(record[0] - '0', Record(record));
            _sent++;
        }
    }

    private static string Record(string line)
    {
        if (line[1] == ':')
        {
            return line[3..];
        }

        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int[] time = [.. parts[2].Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        DateTimeOffset at = Start.AddMinutes(time[0]).AddSeconds(time[1]);
        return string.Create(CultureInfo.InvariantCulture, $"{parts[1]},{at:yyyy-MM-dd'T'HH:mm:ss'Z'},{parts[3]}");
    }

    private static async Task WaitAsync(Func<bool> isDone, Task life)
    {
        while (!isDone())
        {
            if (life.IsCompleted)
            {
                await life;
                Assert.Fail("the pipeline has ended");
            }

            await Task.Delay(1);
        }
    }

    private void Rows(StreamProbe probe, StreamTopology topology)
    {
        List<string> lines = [];
        foreach (RoundOutput output in probe.Take())
        {
            for (int i = 0; i < topology.Routes.Length; i++)
            {
                lines.AddRange(Lines(topology.Routes[i].Relation, output.Outputs[i]));
            }

            lines.AddRange(output.Sides.OfType<StreamRows>().SelectMany(rows => Lines("late rows", rows)));
        }

        lines.AddRange(_letters.Letters.Select(letter => $"dead letter: {letter.Code} {Encoding.UTF8.GetString(letter.Value ?? [])}"));
        lines.AddRange(probe.TakeWarnings().Select(warning => $"log: {warning}"));
        _letters.Letters.Clear();
        lines.Order(StringComparer.Ordinal).ToList().ForEach(line => _text.Append("  ").Append(line).Append('\n'));
    }

    private static IEnumerable<string> Lines(string relation, StreamRows rows)
    {
        string[] all = rows.Count == 0 ? [] : RowText.Of(rows).Split('\n');
        for (int i = 0; i < all.Length; i++)
        {
            // Of a row that stands for its key alone nothing else counts.
            string[] values = [.. all[i].Split(' ').Where((_, at) => !rows.IsDeleted(i) || rows.Columns[at].IsKey)];
            yield return $"{relation}: {(rows.IsDeleted(i) ? "no more " : "")}{string.Join(' ', values)}";
        }
    }
}
