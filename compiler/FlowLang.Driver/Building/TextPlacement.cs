using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowLang.Driver.Building;

/// <summary>
/// Where the texts of a program lie in its assembly. The heap of ordinary literals holds 16 MB of UTF-16, which is no bound for programs
/// that people write, and one for what flowc makes of ten thousand pipelines. Of those the longest literals go into the data section, as
/// `"…"u8` does: the C# is the same, and a text is decoded when a run first uses it.
/// </summary>
internal static class TextPlacement
{
    /// <summary>Texts in the data section are fields of one class, which .NET loads with up to 65,535.</summary>
    private const int MostOutside = 60_000;

    // The option of the C# compiler; the value is the length, in characters, up to which a literal stays in the heap.
    private const string Option = "experimental-data-section-string-literals";

    // Of 16 MB: the rest is for what is no literal of the source, such as the texts that are put together.
    private const long Room = 14L << 20;

    /// <summary>The trees, with the option where they need it. What fits neither place is left to be refused by the C# compiler.</summary>
    public static IReadOnlyList<SyntaxTree> Apply(IReadOnlyList<SyntaxTree> trees, CancellationToken cancel) =>
        LengthInHeap(trees, cancel) is { } length ? [.. trees.Select(tree => WithOption(tree, length, cancel))] : trees;

    private static SyntaxTree WithOption(SyntaxTree tree, int length, CancellationToken cancel)
    {
        string value = length.ToString(CultureInfo.InvariantCulture);
        return tree.WithRootAndOptions(
            tree.GetRoot(cancel), ((CSharpParseOptions)tree.Options).WithFeatures([KeyValuePair.Create(Option, value)]));
    }

    // Null where all fit into the heap. A literal is never longer than its source, so that most programs are not looked through.
    private static int? LengthInHeap(IReadOnlyList<SyntaxTree> trees, CancellationToken cancel)
    {
        if (trees.Sum(tree => Bytes(tree.Length)) <= Room)
        {
            return null;
        }

        HashSet<string> texts = new(StringComparer.Ordinal);
        foreach (SyntaxTree tree in trees)
        {
            texts.UnionWith(tree.GetRoot(cancel).DescendantTokens().Where(IsText).Select(token => token.ValueText));
        }

        return LengthInHeap(texts);
    }

    private static int? LengthInHeap(HashSet<string> texts)
    {
        ILookup<bool, int> lengths = texts.ToLookup(IsUnicode, text => text.Length);
        long bytes = lengths[false].Sum(Bytes);
        int inside = 0;
        int longest = 0;
        foreach (IGrouping<int, int> same in lengths[true].GroupBy(length => length).OrderBy(group => group.Key))
        {
            bytes += same.Count() * Bytes(same.Key);
            if (bytes > Room)
            {
                return texts.Count - inside <= MostOutside ? longest : null;
            }

            inside += same.Count();
            longest = same.Key;
        }

        return null;
    }

    // As the heap counts: two bytes a character, up to four of length, and one that says whether it is plain.
    private static long Bytes(int length) => (2L * length) + 5;

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.InterpolatedStringTextToken;

    // Half a surrogate pair has no bytes in UTF-8: such a text stays in the heap.
    private static bool IsUnicode(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int used) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }
}
