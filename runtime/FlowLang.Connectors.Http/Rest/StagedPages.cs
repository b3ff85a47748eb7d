using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.Files;

namespace FlowLang.Connectors.Http;

/// <summary>Pages as files of JSON lines in a scratch folder, one each: how many there are does not show in memory.</summary>
internal sealed class StagedPages(string folder)
{
    private readonly ImmutableArray<DataFile>.Builder _files = ImmutableArray.CreateBuilder<DataFile>();

    public ImmutableArray<DataFile> Files => _files.ToImmutable();

    /// <summary>What the first records looked like.</summary>
    public AnswerShape Shape { get; } = new();

    /// <summary>The highest value of the cursor's column; null where there is none, or nothing came.</summary>
    public string? Highest { get; set; }

    /// <summary>Keeps the records of a page, and gives their number. A page without records leaves nothing.</summary>
    /// <param name="name">What the rows' <c>source_file</c> says.</param>
    /// <param name="each">Sees every record.</param>
    public long Add(string name, PageRecords records, Action<ReadOnlySpan<byte>> each)
    {
        if (!records.Read())
        {
            return 0;
        }

        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{_files.Count + 1}.jsonl"));
        long count = 0;
        using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16))
        {
            do
            {
                file.Write(records.Current);
                file.WriteByte((byte)'\n');
                Shape.Add(records.Current);
                each(records.Current);
                count++;
            }
            while (records.Read());
        }

        _files.Add(DataFile.Of(path, name));
        return count;
    }
}
