using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.Text;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>The classes of a lane, of what it collects, and of the round.</summary>
internal sealed partial class StreamPartEmitter
{
    private void Lane()
    {
        StreamClass lane = _file.Lane;
        string collection = _file.Collection;
        lane.Fields.Line($"private {collection} _collected = new(account);");
        foreach ((StreamSymbol stream, string parameter) in Schemas())
        {
            lane.Fields.Line($"private readonly AvroPlans {Plans(stream)} = new({parameter}, {Decoder(stream)}.Columns);");
        }

        foreach (var (read, rows, takers) in _file.Reads)
        {
            Loop(lane, read, rows, takers);
        }

        IEnumerable<string> given = ["LaneAccount account", .. lane.Given, .. Schemas().Select(s => $"IAvroSchemas {s.Parameter}")];
        const string summary = "Decodes records and passes rows on until they are collected.";
        lane.Write(_code, summary, $"({string.Join(", ", given)}) : StreamLane", code =>
        {
            code.Line("public override LaneCollection Collected => _collected;");
            code.Line();
            code.Line("public override LaneCollection Take(LaneAccount next)");
            using (code.Block())
            {
                code.Line("LaneCollection taken = _collected;");
                code.Line($"_collected = new {collection}(next);");
                code.Line("return taken;");
            }

            code.Line();
            code.Line("public override void Process(int input, RecordBatch batch, LanePartition partition)");
            using (code.Block())
            {
                code.Line("switch (input)");
                using (code.Block())
                {
                    for (int i = 0; i < _file.Reads.Count; i++)
                    {
                        code.Line(string.Create(CultureInfo.InvariantCulture, $"case {i}:"));
                        using (code.Indent())
                        {
                            code.Line($"Read{Names.Pascal(_file.Reads[i].Read.Stream.Name)}(batch, partition);");
                            code.Line("break;");
                        }
                    }
                }
            }
        });
        CollectionClass(collection);
    }

    // Streams whose records name their schema, and what the lane is given to find it.
    private IEnumerable<(StreamSymbol Stream, string Parameter)> Schemas() => _file.Reads.Select(r => r.Read.Stream)
        .Where(s => StreamFormats.Of(s) == StreamFormat.Avro).Select(s => (s, Names.Camel(s.Name) + "Schemas"));

    private static string Plans(StreamSymbol stream) => $"_{Names.Camel(stream.Name)}Plans";

    private void Loop(StreamClass lane, StreamRead read, Rows rows, List<string> takers)
    {
        // What comes through a topic of the pipeline's own is one input, whatever it is.
        string number = (role.IsRest ? 0 : plan.Reads.IndexOf(read)).ToString(CultureInfo.InvariantCulture);
        (string placed, string partition) = role.IsRest
            ? ("LanePartition own = partition.Carried(batch, i, out long time);", "own")
            : (Advanced(lane, read, rows, number), "partition");
        string plans = StreamFormats.Of(read.Stream) == StreamFormat.Avro ? $"{Plans(read.Stream)}, " : "";
        string passed = string.Join("\n    ", takers.Select(t => $"{t}(in row, in from);"));
        string loop = $$"""
            for (int i = 0; i < batch.Count; i++)
            {
                DecodeError error =
                    {{Decoder(read.Stream)}}.Decode({{plans}}batch.Key(i), batch.Value(i), batch.IsTombstone(i), out {{rows.RowName}} row);
                if (!error.IsNone)
                {
                    if (!error.IsSkip)
                    {
                        _collected.Account.Bad({{number}}, batch, i, error.Code ?? "", error.Message);
                    }

                    continue;
                }

                {{Indented(placed)}}

                StreamOrigin from = new(_collected.Account, batch, i, {{partition}}, time);
                {{passed}}
            }
            """;
        lane.Method(
            $"Records of `{read.Stream.Name}`.",
            $"private void Read{Names.Pascal(read.Stream.Name)}(RecordBatch batch, LanePartition partition)", loop);
    }

    private static string Advanced(StreamClass lane, StreamRead read, Rows rows, string number)
    {
        (string statements, string time, string guard) = Time(lane, read, rows);
        return $$"""
            {{statements}}long time = {{time}};
            if ({{guard}}!partition.Advance(time))
            {
                _collected.Account.Ahead({{number}}, batch, i, time);
                continue;
            }
            """;
    }

    private static string Indented(string statements) => statements.Replace("\n", "\n    ", StringComparison.Ordinal);

    // A stream without event times goes by the records' own; a change that has none (a delete) moves nothing.
    private static (string Statements, string Time, string Guard) Time(StreamClass lane, StreamRead read, Rows rows)
    {
        if (read.Stream.Time is not { } time)
        {
            return ("", "EventTime.OfMilliseconds(batch.Timestamp(i))", "");
        }

        string[] path = time.Path.Split('.');
        RowField first = read.Row.Find(path[0]) ?? throw new System.Diagnostics.UnreachableException(time.Path);
        BoundExpression value = new BoundColumn(first.Name, null, first.Type, read.Stream.Span);
        foreach (string name in path.Skip(1))
        {
            RowField field = (value.Type.Type as RowType)?.Find(name) ?? throw new System.Diagnostics.UnreachableException(time.Path);
            bool isNullable = value.Type.Nullable || field.Type.Nullable;
            value = new BoundField(value, name, field.Type with { Nullable = isNullable }, read.Stream.Span);
        }

        (string statements, CSharpValue at) = lane.Value(rows, value);
        return at.IsNullable
            ? (statements, $"{at.Text} is {{ }} eventTime ? EventTime.Of(eventTime) : EventTime.None", "time != EventTime.None && ")
            : (statements, $"EventTime.Of({at.Text})", "");
    }

    private void CollectionClass(string name)
    {
        _code.Line();
        _code.Line("/// <summary>What a lane collects between two rounds.</summary>");
        _code.Line($"internal sealed class {name}(LaneAccount account) : LaneCollection(account)");
        using (_code.Block())
        {
            foreach ((string member, string type) in _file.Collected)
            {
                string made = type.StartsWith("SessionParts<", StringComparison.Ordinal) ? "new()" : "[]";
                _code.Line($"public {type} {member} {{ get; }} = {made};");
                _code.Line();
            }

            IEnumerable<string> sizes = _file.Collected.Select(c => $"{c.Name}.Count").DefaultIfEmpty("0");
            _code.Line($"public override int Size => {string.Join(" + ", sizes)};");
        }
    }

    private void Round()
    {
        StreamClass round = _file.Round;
        (string Field, string Type)[] rows = [.. _file.Outputs, .. _file.Sides.Select(s => s.Rows).OfType<(string, string)>()];
        foreach ((string field, string type) in rows)
        {
            round.Fields.Line($"private {type} {field} = new();");
        }

        if (_file.Tables.Count > 0)
        {
            round.Fields.Line("private LaneAccount _account = LaneAccount.None;");
            IEnumerable<string> none = _routes.Select(_ => "EventTime.None");
            round.Fields.Line($"private ImmutableArray<long> _closed = [{string.Join(", ", none)}];");
        }

        string parameters = round.Given.Any() ? $"({string.Join(", ", round.Given)})" : "";
        round.Write(_code, "Merges what lanes collected and passes rows on to the targets.", $"{parameters} : StreamRound", code =>
        {
            if (_file.Tables.Count > 0)
            {
                code.Line($"public override ImmutableArray<StateTable> Tables => [{string.Join(", ", _file.Tables)}];");
                code.Line();
            }

            code.Line("public override void Merge(LaneCollection collection)");
            using (code.Block())
            {
                code.Line($"{_file.Collection} from = ({_file.Collection})collection;");
                _file.Merging.ForEach(m => code.Line(m));
            }

            Close(code, rows);
        });
    }

    private void Close(CodeWriter code, IEnumerable<(string Field, string Type)> rows)
    {
        code.Line();
        code.Line("public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)");
        using (code.Block())
        {
            if (_file.Tables.Count > 0)
            {
                code.Line("_account = account;");
            }

            _file.Closing.ForEach(c => code.Line(c));
            if (_file.Tables.Count > 0)
            {
                code.Line("_closed = watermarks;");
            }

            string sides = string.Join(", ", _file.Sides.Select(s => s.Rows?.Field ?? "null"));
            code.Line($"RoundOutput output = new([{string.Join(", ", _file.Outputs.Select(o => o.Field))}], [{sides}]);");
            foreach ((string field, string type) in rows)
            {
                code.Line($"{field} = new {type}();");
            }

            code.Line("return output;");
        }
    }
}
