using FlowLang.Streams;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Tests.Streams.Support;

/// <summary>What the targets of a pipeline hold at the end: all rows, or where they have a key the last of each.</summary>
internal static class MemoryTables
{
    /// <param name="stores">One, or those of all partitions: a key is in one of them.</param>
    public static string[][] Of(params IEnumerable<MemoryStore> stores)
    {
        List<List<string>> tables = [];
        foreach (MemoryStore store in stores)
        {
            int number = 0;
            foreach (SortedDictionary<string, string> table in Of(store))
            {
                if (tables.Count == number)
                {
                    tables.Add([]);
                }

                tables[number++].AddRange(table.Values);
            }
        }

        return [.. tables.Select(table => table.Order(StringComparer.Ordinal).ToArray())];
    }

    private static List<SortedDictionary<string, string>> Of(MemoryStore store)
    {
        List<SortedDictionary<string, string>> tables = [];
        foreach (StreamCommit commit in store.Commits)
        {
            for (int i = 0; i < commit.Outputs.Length; i++)
            {
                if (tables.Count <= i)
                {
                    tables.Add(new(StringComparer.Ordinal));
                }

                Put(commit.Outputs[i], tables[i]);
            }
        }

        return tables;
    }

    private static void Put(StreamRows rows, SortedDictionary<string, string> table)
    {
        string[] lines = rows.Count == 0 ? [] : RowText.Of(rows).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            IEnumerable<string> values = lines[i].Split(' ').Where((_, at) => rows.Columns[at].IsKey);
            string key = rows.Columns.Any(c => c.IsKey) ? string.Join(' ', values) : $"{table.Count}";
            if (rows.IsDeleted(i))
            {
                table.Remove(key);
            }
            else
            {
                table[key] = lines[i];
            }
        }
    }
}
