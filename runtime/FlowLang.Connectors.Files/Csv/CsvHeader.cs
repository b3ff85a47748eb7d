using System.Collections.Immutable;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>The names in a file's first record, and where the declared columns are among them.</summary>
internal sealed record CsvHeader(ImmutableArray<string> Names)
{
    public static unsafe CsvHeader Read(CsvRecordReader reader)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (CsvField field in reader.Fields)
        {
            string name = Encoding.UTF8.GetString(reader.Buffer.Bytes + field.Start, field.Length);
            names.Add(field.Escaped ? name.Replace("\"\"", "\"", StringComparison.Ordinal) : name);
        }

        return new CsvHeader(names.ToImmutable());
    }

    /// <summary>For each declared column its position in the file; throws RT3001 with every difference when one is missing.</summary>
    public ImmutableArray<int> Positions(ImmutableArray<Column> columns, string source, string path)
    {
        var positions = ImmutableArray.CreateBuilder<int>(columns.Length);
        var differences = new List<string>();
        foreach (Column column in columns)
        {
            int at = Names.IndexOf(column.Name);
            if (at < 0)
            {
                differences.Add(Missing(column, columns));
            }
            else if (Names.LastIndexOf(column.Name) != at)
            {
                differences.Add($"column `{column.Name}` is there twice");
            }

            positions.Add(at);
        }

        return differences.Count == 0 ? positions.MoveToImmutable() : throw FileErrors.Schema(source, path, Explain(differences, columns));
    }

    private string Missing(Column column, ImmutableArray<Column> columns)
    {
        string? similar = Names.FirstOrDefault(n => !columns.Any(c => c.Name == n)
            && (Plain(n) == Plain(column.Name) || Spelling.Distance(Plain(n), Plain(column.Name)) <= Math.Max(1, column.Name.Length / 4)));
        return $"- {column}   is missing{(similar is null ? "" : $"; did it become `{similar.Trim()}`?")}";
    }

    private string Explain(List<string> differences, ImmutableArray<Column> columns)
    {
        string added = string.Join(", ", Names.Where(n => !columns.Any(c => c.Name == n)));
        string note = added.Length == 0 ? "" : $"\n+ not in the program: {added}";
        if (Names is [var only] && only.AsSpan().IndexOfAny(";\t|,") >= 0)
        {
            note += "\nthe header is one field: is the option `delimiter` right?";
        }

        if (Names[0].TrimStart() is ['{' or '[', ..])
        {
            note += "\nthe file looks like JSON: `json` reads JSON lines";
        }

        return string.Join('\n', differences) + note;
    }

    private static string Plain(string name) => name.Trim().Trim('"').ToLowerInvariant();
}
