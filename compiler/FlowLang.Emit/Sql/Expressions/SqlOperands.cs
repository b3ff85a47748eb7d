namespace FlowLang.Emit.Sql.Expressions;

/// <summary>Tells whether a text can stand as an operand as it is.</summary>
internal static class SqlOperands
{
    /// <summary>A name, a literal, a call, `CASE … END`, or something in parentheses as a whole.</summary>
    public static bool IsOne(string text)
    {
        if (text.StartsWith("CASE ", StringComparison.Ordinal) && text.EndsWith(" END", StringComparison.Ordinal))
        {
            return text.LastIndexOf("CASE ", StringComparison.Ordinal) == 0;
        }

        int depth = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'':
                    quoted = !quoted;
                    break;
                case '(' or '[' or '{' when !quoted:
                    depth++;
                    break;
                case ')' or ']' or '}' when !quoted:
                    depth--;
                    break;
                case ' ' when !quoted && depth == 0:
                    return false;
            }
        }

        return true;
    }
}
