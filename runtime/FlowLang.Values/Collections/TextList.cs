using System.Text;

namespace FlowLang.Values.Collections;

/// <summary>Lists of texts.</summary>
public static class TextList
{
    /// <summary>The texts that are not null, joined.</summary>
    public static string Join(Items<string?> items, string separator)
    {
        StringBuilder text = new();
        bool isFirst = true;
        foreach (string? item in items.Span)
        {
            if (item is not null)
            {
                text.Append(isFirst ? "" : separator).Append(item);
                isFirst = false;
            }
        }

        return text.ToString();
    }
}
