using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;
using FlowLang.Semantics.Bound;

namespace FlowLang.Conformance.Tests;

/// <summary>A rejected row is told in the same words by every engine: step, reason, input, file and row.</summary>
public sealed partial class RejectTests
{
    private const string Reason = "no number";

    public static TheoryData<string, string> Columns =>
        Engines.With([.. RejectTables.All.Select(t => t.ToString())]);

    [SkippableTheory]
    [MemberData(nameof(Columns))]
    public async Task A_rejected_row_is_told_the_same(string name, string columns)
    {
        Table table = RejectTables.All.First(t => t.ToString() == columns);
        await using IConformanceEngine engine = Engines.Open(name);
        Input values = table.Input;
        IEnumerable<IReadOnlyList<string>> cells = values.Cells.Select(c => (IReadOnlyList<string>)[.. c, "'x'"]);
        Input input = new([.. values.Columns, new InputColumn("t", "text")], [.. cells]);
        BoundProgram program = Program.Bind(
            input.Columns, $"| derive v = cast(t as int32) else reject \"{Reason}\", w = 1 | select id, v, w");
        Engines.SkipWhereRefused(name, program);

        IReadOnlyList<ResultRow> rows = await engine.RunAsync(program, input);

        RejectedRow[] rejects = [.. rows.OrderBy(r => r.Id).Select(r => r.Reject ?? throw new InvalidOperationException("a row stayed"))];
        string[] expected = [.. table.Expected.Select((value, i) => $"{{\"id\":{i},\"c\":{value},\"t\":\"x\"}}")];
        bool isDocument = columns.Contains("c: json", StringComparison.Ordinal);
        Assert.Equal(expected.Select(e => Form(e, isDocument)), rejects.Select(r => Form(r.Input, isDocument)));
        Assert.All(rejects, r => Assert.Equal(("result: derive", Reason), (r.Step, r.Reason)));
        if (name != "csharp")
        {
            Assert.Equal(rejects.Select((_, i) => ("data.parquet", (long?)i + 1)), rejects.Select(r => (r.File ?? "", r.Row)));
        }
    }

    // What a database keeps as a document has its own order of names and blanks. The digits of numbers are compared as they are.
    private static string? Form(string? input, bool isDocument)
    {
        if (!isDocument || input is null)
        {
            return input is null ? null : Escape().Replace(input, Character);
        }

        using JsonDocument row = JsonDocument.Parse(input);
        return Sorted(row.RootElement);
    }

    // Any character may be escaped by its number, in digits of either case; those that have no form of their own must be.
    private static string Character(Match escape)
    {
        char character = (char)Convert.ToInt32(escape.Value[2..], 16);
        return character < ' ' ? $"\\u{(int)character:x4}" : $"{character}";
    }

    private static string Sorted(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(", ", element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(Member))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", element.EnumerateArray().Select(Sorted))}]",
        _ => element.GetRawText(),
    };

    private static string Member(JsonProperty member) => $"{member.Name}: {Sorted(member.Value)}";

    [GeneratedRegex(@"\\u[0-9a-fA-F]{4}")]
    private static partial Regex Escape();
}
