using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Files of one JSON object a line. The relation has each value as raw text: strings unquoted, numbers as they are written, objects and
/// arrays as JSON. A missing member and <c>null</c> are null.
/// </summary>
public class JsonLinesSource : TextSource
{
    public JsonLinesSource(FilesConnection connection, string path, ImmutableArray<Column> columns, FileFormatOptions options)
        : this(connection, "json", path, columns, options)
    {
    }

    /// <param name="verb">What the program calls such a source of the connection: <c>json</c>, <c>get</c>.</param>
    internal JsonLinesSource(
        FilesConnection connection, string verb, string path, ImmutableArray<Column> columns, FileFormatOptions options)
        : base(connection, verb, path, columns, options)
    {
    }

    internal override TextRecords Records(DataFile file, ImmutableArray<ColumnOutput> outputs) => new JsonRecords(
        Open(file),
        new JsonRecord([.. outputs.Select(o => Encoding.UTF8.GetBytes(Columns[o.Declared].Name))]),
        [.. outputs.Select(o => o.Output)]);

    // Members may be left out of a record, so only a file whose sample has none of a column at all has lost it.
    internal override void Check(DataFile file)
    {
        IReadOnlySet<string> members = Members(file);
        var missing = Columns.Where(c => !c.Nullable && !members.Contains(c.Name)).ToList();
        if (missing.Count > 0)
        {
            throw FileErrors.Schema(
                Name, file.Name,
                string.Join('\n', missing.Select(c => $"- {c}   is in none of the first {JsonSample.Records} records"))
                + $"\nmembers found: {string.Join(", ", members.Order(StringComparer.Ordinal))}");
        }
    }

    internal override ImmutableArray<LiveColumn> Describe(DataFile file) =>
        [.. Members(file).Select(n => new LiveColumn(n, null, "json"))];

    private IReadOnlySet<string> Members(DataFile file)
    {
        using LineReader reader = Open(file);
        return JsonSample.Members(reader)
            ?? throw FileErrors.WrongContent(Name, file.Name, "no file of JSON objects, one a line", "JSON lines");
    }

    private LineReader Open(DataFile file) => new(Open(file, "JSON lines"), Name);
}
