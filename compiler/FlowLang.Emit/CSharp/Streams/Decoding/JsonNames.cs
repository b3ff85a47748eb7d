using FlowLang.Emit.Text;
using FlowLang.Semantics.Functions;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>The method that says which of an object's known members the reader stands at: the expected one is tried first.</summary>
internal static class JsonNames
{
    public static void Write(CodeWriter code, string method, string[] names)
    {
        code.Line();
        code.Line($"private static int {method}(ref Utf8JsonReader reader, int expected)");
        using (code.Block())
        {
            code.Line("if (reader.ValueIsEscaped)");
            using (code.Block())
            {
                IEnumerable<string> tests = names.Select((n, i) => $"reader.ValueTextEquals({Quoted(n)}) ? {i} : ");
                code.Line($"return {string.Concat(tests)}-1;");
            }

            code.Line();
            code.Line("ReadOnlySpan<byte> name = reader.ValueSpan;");
            Switch(code, "expected", names.Select((n, i) => (Label: i, Name: n, At: i)));
            Switch(code, "name.Length", names.Select((n, i) => (Label: System.Text.Encoding.UTF8.GetByteCount(n), Name: n, At: i)));
            code.Line("return -1;");
        }
    }

    private static void Switch(CodeWriter code, string of, IEnumerable<(int Label, string Name, int At)> names)
    {
        if (!names.Any())
        {
            return;
        }

        code.Line($"switch ({of})");
        using (code.Block())
        {
            foreach (IGrouping<int, (int Label, string Name, int At)> group in names.GroupBy(n => n.Label))
            {
                code.Line($"case {group.Key}:");
                using (code.Indent())
                {
                    foreach ((_, string name, int at) in group)
                    {
                        code.Line($"if (name.SequenceEqual({Quoted(name)}))");
                        using (code.Block())
                        {
                            code.Line($"return {at};");
                        }

                        code.Line();
                    }

                    code.Line("break;");
                }
            }
        }

        code.Line();
    }

    private static string Quoted(string name) => CSharpText.Quote(name) + "u8";
}
